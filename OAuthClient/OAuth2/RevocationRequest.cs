using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// The revocation of a token (RFC 7009 section 2.1) at a provider that has a revocation endpoint: the access token
/// first, then the refresh token.
/// </summary>
internal sealed class RevocationRequest(ProtocolClient http, OAuth2Provider provider, string endpoint)
{
    private const string MayLiveOn = "The token is deleted here; it may still be valid at the provider.";

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
        var isRevoked = false;
        try
        {
            var access = (token.AccessToken, "access_token");
            await SendAsync(access, isRevoked, extensions, cancellationToken).ConfigureAwait(false);
            isRevoked = true;
        }
        finally
        {
            // RFC 7009 section 2.1: revoking a refresh token revokes its access tokens; the reverse need not hold.
            foreach (var refreshToken in FormerRefreshTokens.Find(token).Prepend(token.RefreshToken))
            {
                if (!refreshToken.IsEmpty)
                {
                    await SendAsync((refreshToken, "refresh_token"), isRevoked, extensions, cancellationToken)
                        .ConfigureAwait(false);
                }
            }
        }
    }

    private async ValueTask SendAsync(
        (Secret Token, string TypeHint) revoked,
        bool isOtherRevoked,
        ExtensionRun extensions,
        CancellationToken cancellationToken)
    {
        var request = new ClientRequest(provider, endpoint) { EndpointName = EndpointNames.Revocation };
        request.Add("token", revoked.Token);
        request.AddRange([("token_type_hint", revoked.TypeHint)]);
        try
        {
            var answer = await request.SendAsync(http, extensions, OAuth2Leg.Revocation, cancellationToken)
                .ConfigureAwait(false);
            if (answer.Status is < 200 or >= 300)
                ThrowUnlessRevoked(answer, request.Secrets, isOtherRevoked);
        }
        catch (OAuthException failure)
        {
            throw new OAuthException(failure.Kind, failure.Error with { Hint = HintAt(failure.Error) });
        }
    }

    private static void ThrowUnlessRevoked(ProtocolAnswer answer, IReadOnlyList<Secret> sent, bool isOtherRevoked)
    {
        var failure = AnswerError.Find(answer, AnswerFields.Parse(answer), sent)
            ?? AnswerError.Unreadable(answer, sent);
        var isRevoked = failure.Error.ProviderError switch
        {
            // RFC 7009 section 2.2: an invalid token counts as revoked. Some servers report it with 400 instead of 200.
            "invalid_token" or "invalid_grant" => true,
            // RFC 7009 section 2.1: a server may revoke both tokens at once. The same request with the other token was
            // good, so this token is what is not valid any more.
            null or "invalid_request" => isOtherRevoked && answer.Status == 400,
            // RFC 7009 section 2.2.1: a server may support only one of the two token types.
            _ => false,
        };
        if (!isRevoked)
            throw failure;
    }

    // A new login would not revoke the token.
    private static string HintAt(OAuthError error) =>
        error.Hint is not { } hint || hint.Contains("user begin again", StringComparison.Ordinal)
            ? MayLiveOn
            : $"{hint} {MayLiveOn}";
}
