using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>The refresh request (RFC 6749 section 6), as the provider's <see cref="RefreshRules"/> have it.</summary>
internal static class RefreshRequest
{
    public static ClientRequest Create(OAuth2Provider provider, OAuthToken token, RenewalLease lease)
    {
        var request = new ClientRequest(provider, Endpoint(provider, token)) { Lease = lease };
        request.AddRange([("grant_type", "refresh_token")]);
        request.Add("refresh_token", token.RefreshToken);
        request.AddSecret(token.AccessToken);
        foreach (var secret in LoginData.SelectSecrets(provider, token))
            request.AddSecret(secret);
        // RFC 6749 section 6: a request without scope asks for the scopes that were granted.
        request.AddRange(AuthorizationRequest.TargetParameters(provider));
        var parameters = provider.Refresh.Parameters ?? provider.TokenParameters;
        request.AddMissing(ParameterTemplate.Fill(
            parameters, placeholder => LoginData.FindValue(provider, token, placeholder)));
        return request;
    }

    /// <summary>Adds the fields of the old token that the answer did not repeat to the new one.</summary>
    public static OAuthToken Merge(OAuthToken old, OAuthToken fresh)
    {
        var fields = new Dictionary<string, Secret>(old.Fields, StringComparer.Ordinal);
        foreach (var (name, value) in fresh.Fields)
            fields[name] = value;
        // RFC 6749 section 6: the server may give a new refresh token, and if it does the old one is dropped.
        var keepsRefreshToken = fresh.RefreshToken.IsEmpty || fresh.RefreshToken == old.RefreshToken;
        return fresh with
        {
            RefreshToken = keepsRefreshToken ? old.RefreshToken : fresh.RefreshToken,
            RefreshTokenExpiresAt = keepsRefreshToken
                ? fresh.RefreshTokenExpiresAt ?? old.RefreshTokenExpiresAt
                : fresh.RefreshTokenExpiresAt,
            RequestedScopes = old.RequestedScopes,
            Fields = fields,
            Data = FormerRefreshTokens.Drop(old.Data),
        };
    }

    // RFC 9700 section 4.4: the region is one of the provider's own.
    private static string Endpoint(OAuth2Provider provider, OAuthToken token)
    {
        var rules = provider.Refresh;
        var regions = rules.RegionalEndpoints.Count > 0
            ? rules.RegionalEndpoints
            : provider.Quirks.RegionalTokenEndpoints;
        var endpoint = LoginData.FindRegion(provider, token) is { } region ? regions.GetValueOrDefault(region) : null;
        return endpoint ?? rules.Endpoint ?? provider.TokenEndpoint;
    }
}
