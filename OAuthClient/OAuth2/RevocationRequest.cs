using OAuthClient.Http;

namespace OAuthClient.OAuth2;

/// <summary>The revocation of a token (RFC 7009 section 2.1).</summary>
internal static class RevocationRequest
{
    public static async ValueTask SendAsync(ProtocolClient http, OAuth2Provider provider, string endpoint, OAuthToken token, CancellationToken cancellationToken)
    {
        try
        {
            // RFC 7009 section 2.1: a revoked refresh token takes its access tokens along; the other way round need not be.
            if (!token.RefreshToken.IsEmpty)
                await SendAsync(http, provider, endpoint, token.RefreshToken, "refresh_token", cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // RFC 7009 section 2.2.1: a server may revoke the one kind and not the other.
            await SendAsync(http, provider, endpoint, token.AccessToken, "access_token", cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask SendAsync(ProtocolClient http, OAuth2Provider provider, string endpoint, Secret token, string kind, CancellationToken cancellationToken)
    {
        var request = new ClientRequest(provider, endpoint);
        request.Add("token", token);
        request.AddRange([("token_type_hint", kind)]);
        var answer = await request.SendAsync(http, cancellationToken).ConfigureAwait(false);
        // RFC 7009 section 2.2: an invalid token is as good as revoked, and the body of a 200 says nothing. Some say so with a 400.
        if (answer.Status == 200)
            return;
        var failure = AnswerError.Find(answer, AnswerFields.Parse(answer), request.Secrets) ?? AnswerError.Unreadable(answer, request.Secrets);
        if (failure.Error.ProviderError is not ("invalid_token" or "invalid_grant"))
            throw failure;
    }
}
