using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// The access token request (RFC 6749 section 4.1.3). It is sent only once: a code that has reached the provider may be
/// spent.
/// </summary>
internal static class TokenRequest
{
    public static ClientRequest Create(
        OAuth2Provider provider, OAuthCallback callback, PendingDance pending, Secret code)
    {
        var request = new ClientRequest(provider, Endpoint(provider, callback));
        request.AddRange([("grant_type", "authorization_code")]);
        request.Add("code", code);
        if (!provider.Quirks.NoRedirectUriAtToken)
            request.AddRange([("redirect_uri", provider.Quirks.RedirectUriAlias ?? pending.RedirectUri)]);
        if (!pending.TokenRequestSecret.IsEmpty)
            request.Add("code_verifier", pending.TokenRequestSecret);
        request.AddRange(AuthorizationRequest.TargetParameters(provider));
        foreach (var name in provider.RepeatedCallbackParameters.Where(name => name != provider.Quirks.RegionParameter))
            request.AddSecret(callback[name]);
        var values = new LoginValues(provider, callback, pending);
        request.AddMissing(ParameterTemplate.Fill(provider.TokenParameters, values.Find));
        return request;
    }

    // RFC 9700 section 4.4: a callback selects one of the provider's endpoints, and cannot name another host.
    private static string Endpoint(OAuth2Provider provider, OAuthCallback callback)
    {
        if (provider.Quirks.RegionParameter is not { } parameter || callback[parameter] is not { } region)
            return provider.TokenEndpoint;
        if (provider.Quirks.RegionalTokenEndpoints.TryGetValue(region, out var endpoint))
            return endpoint;
        throw OAuthException.Refused(
            OAuthErrorCode.EndpointHostRefused,
            $"The callback's '{parameter}' names a region whose token endpoint is not known.",
            "Add it to the provider's Quirks.RegionalTokenEndpoints, if it is the provider's.");
    }
}
