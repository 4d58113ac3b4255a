using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// The facts of a login that later requests need: the redirect URI and the callback's parameters. They are kept in
/// <see cref="OAuthToken.Data"/>.
/// </summary>
internal static class LoginData
{
    private const string RedirectUri = "redirect_uri";

    /// <summary>Collects the facts that the provider's later requests need.</summary>
    public static Dictionary<string, Secret> Collect(
        OAuth2Provider provider, OAuthCallback callback, PendingDance pending)
    {
        var data = new Dictionary<string, Secret>(StringComparer.Ordinal);
        foreach (var name in NeededCallbackParameters(provider))
        {
            if (callback[name] is { } value)
                data[CallbackKey(name)] = value;
        }
        if (LaterTemplates(provider).Any(template => template.Contains("{redirect_uri}", StringComparison.Ordinal)))
            data[RedirectUri] = provider.Quirks.RedirectUriAlias ?? pending.RedirectUri;
        return data;
    }

    public static string? FindRegion(OAuth2Provider provider, OAuthToken token) =>
        provider.Quirks.RegionParameter is { } parameter ? Find(token, CallbackKey(parameter)) : null;

    /// <summary>
    /// The parameters of the callback that requests repeat. The region and the redirect URI are no secrets: masking
    /// them would only mutilate the words of an error.
    /// </summary>
    public static IEnumerable<Secret> SelectSecrets(OAuth2Provider provider, OAuthToken token) =>
        from name in provider.RepeatedCallbackParameters
        where name != provider.Quirks.RegionParameter && token.Data.ContainsKey(CallbackKey(name))
        select token.Data[CallbackKey(name)];

    /// <summary>Gives the values of placeholders in requests that a token is renewed with.</summary>
    public static string? FindValue(OAuth2Provider provider, OAuthToken token, string placeholder) =>
        placeholder switch
        {
            "scope" => string.Join(provider.ScopeJoiner, token.RequestedScopes),
            "client_id" => provider.ClientId,
            "client_secret" => provider.ClientSecret.Reveal(),
            "access_token" => token.AccessToken.Reveal(),
            _ => Find(token, placeholder),
        };

    private static string? Find(OAuthToken token, string key) =>
        token.Data.TryGetValue(key, out var value) ? value.Reveal() : null;

    private static string CallbackKey(string parameter) => $"{ParameterTemplate.CallbackPrefix}{parameter}";

    private static IEnumerable<string> NeededCallbackParameters(OAuth2Provider provider)
    {
        var named = ParameterTemplate.CallbackParameters(LaterTemplates(provider));
        return provider.Quirks.RegionParameter is { } region ? named.Append(region) : named;
    }

    private static IEnumerable<string> LaterTemplates(OAuth2Provider provider) =>
    [
        .. (provider.Refresh.Parameters ?? provider.TokenParameters).Values,
        .. provider.Refresh.LiveToken?.Parameters.Values ?? [],
        .. provider.LongLivedToken?.Parameters.Values ?? [],
    ];
}
