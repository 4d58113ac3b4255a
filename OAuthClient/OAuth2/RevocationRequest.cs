using OAuthClient.Http;

namespace OAuthClient.OAuth2;

/// <summary>The revocation of a token (RFC 7009 section 2.1) at a provider that has a revocation endpoint.</summary>
internal sealed class RevocationRequest(ProtocolClient http, OAuth2Provider provider, string endpoint)
{
    /// <summary>Finds the endpoint of the token's region; null when the provider has none.</summary>
    public static string? FindEndpoint(OAuth2Provider provider, OAuthToken token)
    {
        var region = LoginData.FindRegion(provider, token);
        var regional = region is null ? null : provider.Quirks.RegionalRevocationEndpoints.GetValueOrDefault(region);
        return regional ?? provider.RevocationEndpoint;
    }

    public async ValueTask SendAsync(
        OAuthToken token, ExtensionRun extensions, CancellationToken cancellationToken)
    {
        try
        {
            // RFC 7009 section 2.1: revoking a refresh token revokes its access tokens; the reverse need not hold.
            if (!token.RefreshToken.IsEmpty)
                await SendAsync(token.RefreshToken, "refresh_token", extensions, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // RFC 7009 section 2.2.1: a server may support only one of the two token types.
            await SendAsync(token.AccessToken, "access_token", extensions, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask SendAsync(
        Secret token, string typeHint, ExtensionRun extensions, CancellationToken cancellationToken)
    {
        var request = new ClientRequest(provider, endpoint);
        request.Add("token", token);
        request.AddRange([("token_type_hint", typeHint)]);
        var answer = await request.SendAsync(http, extensions, OAuth2Leg.Revocation, cancellationToken)
            .ConfigureAwait(false);
        if (answer.Status == 200)
            return;
        var failure = AnswerError.Find(answer, AnswerFields.Parse(answer), request.Secrets)
            ?? AnswerError.Unreadable(answer, request.Secrets);
        // RFC 7009 section 2.2: an invalid token counts as revoked. Some servers report it with 400 instead of 200.
        if (failure.Error.ProviderError is not ("invalid_token" or "invalid_grant"))
            throw failure;
    }
}
