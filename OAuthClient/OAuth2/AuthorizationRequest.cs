using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>The authorization request (RFC 6749 section 4.1.1), which takes the user to the provider.</summary>
internal static class AuthorizationRequest
{
    /// <summary>The parameters that only the protocol may set, in this request and in the token request.</summary>
    public static readonly IReadOnlyList<string> ReservedNames =
    [
        "response_type", "client_id", "redirect_uri", "state", "code_challenge", "code_challenge_method",
        "response_mode", "scope", "resource", "authorization_details", "request_uri", "request",
        "grant_type", "code", "code_verifier", "client_secret", "client_assertion", "client_assertion_type",
    ];

    public static IReadOnlyList<(string Name, string Value)> Parameters(
        OAuth2Provider provider, AuthorizationStart start, string redirectUri, string state, Secret verifier)
    {
        List<(string Name, string Value)> parameters =
        [
            ("response_type", "code"),
            ("client_id", provider.ClientId),
            ("redirect_uri", provider.Quirks.RedirectUriAlias ?? redirectUri),
            // RFC 9700 section 2.1.1: clients must prevent authorization code injection; PKCE does, even for
            // confidential clients.
            .. Pkce.Parameters(provider, verifier),
        ];
        if (!provider.Quirks.StateInRedirectUri)
            parameters.Add(("state", state));
        if (provider.ResponseMode == ResponseMode.FormPost)
            parameters.Add(("response_mode", "form_post"));
        if (start.Scopes.Count > 0)
            parameters.Add(("scope", string.Join(provider.ScopeJoiner, start.Scopes)));
        parameters.AddRange(TargetParameters(provider));
        parameters.AddRange(start.Parameters.Select(pair => (pair.Key, pair.Value)));
        var defaults = provider.AuthorizationParameters.Where(pair => !start.Parameters.ContainsKey(pair.Key));
        parameters.AddRange(defaults.Select(pair => (pair.Key, pair.Value)));
        return parameters;
    }

    public static Uri Url(OAuth2Provider provider, IEnumerable<(string Name, string Value)> parameters)
    {
        var renamed = parameters.Select(parameter => (provider.Quirks.WireName(parameter.Name), parameter.Value));
        return provider.Quirks.PlainScopeJoiner
            ? UrlForm.Append(provider.AuthorizationEndpoint!, QueryWithPlainJoiner(provider, renamed))
            : UrlForm.Append(provider.AuthorizationEndpoint!, renamed);
    }

    /// <summary>
    /// The resources of the token: sent in the authorization request, and again in the token request.
    /// </summary>
    public static IEnumerable<(string Name, string Value)> TargetParameters(OAuth2Provider provider)
    {
        // RFC 8707 section 2: the resource parameter may be given more than once.
        foreach (var resource in provider.Resources)
            yield return ("resource", resource);
        // RFC 9396 section 2.
        if (provider.AuthorizationDetails is { } details)
            yield return ("authorization_details", details);
    }

    private static string QueryWithPlainJoiner(
        OAuth2Provider provider, IEnumerable<(string Name, string Value)> parameters)
    {
        var scopeName = provider.Quirks.WireName("scope");
        var pairs =
            from parameter in parameters
            let value = parameter.Name == scopeName
                ? EncodeScopes(parameter.Value, provider.ScopeJoiner)
                : Uri.EscapeDataString(parameter.Value)
            select $"{Uri.EscapeDataString(parameter.Name)}={value}";
        return string.Join('&', pairs);
    }

    private static string EncodeScopes(string scope, string joiner) =>
        string.Join(joiner, scope.Split(joiner).Select(Uri.EscapeDataString));
}
