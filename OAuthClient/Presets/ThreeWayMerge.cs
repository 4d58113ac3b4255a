using OAuthClient.OAuth1;
using OAuthClient.OAuth2;

namespace OAuthClient.Presets;

/// <summary>
/// Brings what an option changes, from <c>before</c> to <c>after</c>, into a value that may have been changed by hand since: what was
/// changed by hand stays. The fields are those that an option may set.
/// </summary>
internal static class ThreeWayMerge
{
    public static OAuthProvider Merge(OAuthProvider mine, OAuthProvider before, OAuthProvider after) => MergeFields(mine, before, after) with
    {
        ApiBaseUrl = MergeText(mine.ApiBaseUrl, before.ApiBaseUrl, after.ApiBaseUrl),
        Origins = [.. mine.Origins.Select(origin => MergeOrigin(origin, before, after))],
        ApiHeaders = MergeMap(mine.ApiHeaders, before.ApiHeaders, after.ApiHeaders, StringComparer.OrdinalIgnoreCase),
        Preset = after.Preset,
    };

    private static OAuthProvider MergeFields(OAuthProvider mine, OAuthProvider before, OAuthProvider after) => (mine, before, after) switch
    {
        (OAuth2Provider my, OAuth2Provider old, OAuth2Provider now) => my with
        {
            AuthorizationEndpoint = MergeText(my.AuthorizationEndpoint, old.AuthorizationEndpoint, now.AuthorizationEndpoint)!,
            TokenEndpoint = MergeText(my.TokenEndpoint, old.TokenEndpoint, now.TokenEndpoint)!,
            Scopes = [.. my.Scopes.Union(now.Scopes.Except(old.Scopes))],
            AuthorizationParameters = MergeMap(my.AuthorizationParameters, old.AuthorizationParameters, now.AuthorizationParameters, StringComparer.Ordinal),
            EndpointHeaders = MergeMap(my.EndpointHeaders, old.EndpointHeaders, now.EndpointHeaders, StringComparer.OrdinalIgnoreCase),
            Quirks = my.Quirks with
            {
                RedirectUriAlias = MergeText(my.Quirks.RedirectUriAlias, old.Quirks.RedirectUriAlias, now.Quirks.RedirectUriAlias),
                TokenEnvelope = MergeText(my.Quirks.TokenEnvelope, old.Quirks.TokenEnvelope, now.Quirks.TokenEnvelope),
            },
        },
        (OAuth1Provider my, OAuth1Provider old, OAuth1Provider now) => my with
        {
            TemporaryCredentialEndpoint = MergeText(my.TemporaryCredentialEndpoint, old.TemporaryCredentialEndpoint, now.TemporaryCredentialEndpoint),
            AuthorizationEndpoint = MergeText(my.AuthorizationEndpoint, old.AuthorizationEndpoint, now.AuthorizationEndpoint),
            TokenEndpoint = MergeText(my.TokenEndpoint, old.TokenEndpoint, now.TokenEndpoint),
            Realm = MergeText(my.Realm, old.Realm, now.Realm),
            AuthorizationParameters = MergeMap(my.AuthorizationParameters, old.AuthorizationParameters, now.AuthorizationParameters, StringComparer.Ordinal),
        },
        _ => mine,
    };

    // No option adds an origin or takes one away; its text may stand in one.
    private static string MergeOrigin(string mine, OAuthProvider before, OAuthProvider after) => before.Origins.ToList().IndexOf(mine) is >= 0 and var at ? after.Origins[at] : mine;

    private static string? MergeText(string? mine, string? before, string? after) => mine == before ? after : mine;

    private static Dictionary<string, string> MergeMap(
        IReadOnlyDictionary<string, string> mine, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after, StringComparer names)
    {
        var map = new Dictionary<string, string>(mine, names);
        foreach (var name in before.Keys.Union(after.Keys))
        {
            if (MergeText(map.GetValueOrDefault(name), before.GetValueOrDefault(name), after.GetValueOrDefault(name)) is { } value)
                map[name] = value;
            else
                map.Remove(name);
        }
        return map;
    }
}
