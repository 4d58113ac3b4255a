using OAuthClient.OAuth1;
using OAuthClient.OAuth2;

namespace OAuthClient.Presets;

/// <summary>
/// Merges the change that an option makes, from <c>before</c> to <c>after</c>, into the host's value <c>mine</c>. A
/// field that the host has changed stays. The merged fields are the ones that an option may set.
/// </summary>
internal static class ThreeWayMerge
{
    public static OAuthProvider Merge(OAuthProvider mine, OAuthProvider before, OAuthProvider after) =>
        MergeFields(mine, before, after) with
        {
            ApiBaseUrl = MergeText(mine.ApiBaseUrl, before.ApiBaseUrl, after.ApiBaseUrl),
            Origins = [.. mine.Origins.Select(origin => MergeOrigin(origin, before, after))],
            ApiHeaders = MergeHeaders(mine.ApiHeaders, before.ApiHeaders, after.ApiHeaders),
            Preset = after.Preset,
        };

    public static string? MergeText(string? mine, string? before, string? after) => mine == before ? after : mine;

    public static Dictionary<string, string> MergeMap(
        IReadOnlyDictionary<string, string> mine,
        IReadOnlyDictionary<string, string> before,
        IReadOnlyDictionary<string, string> after,
        StringComparer names)
    {
        var map = new Dictionary<string, string>(mine, names);
        foreach (var name in before.Keys.Union(after.Keys))
        {
            var text = MergeText(
                map.GetValueOrDefault(name), before.GetValueOrDefault(name), after.GetValueOrDefault(name));
            if (text is null)
                map.Remove(name);
            else
                map[name] = text;
        }
        return map;
    }

    private static OAuthProvider MergeFields(OAuthProvider mine, OAuthProvider before, OAuthProvider after) =>
        (mine, before, after) switch
        {
            (OAuth2Provider my, OAuth2Provider old, OAuth2Provider now) => MergeOAuth2(my, old, now),
            (OAuth1Provider my, OAuth1Provider old, OAuth1Provider now) => MergeOAuth1(my, old, now),
            _ => mine,
        };

    private static OAuth2Provider MergeOAuth2(OAuth2Provider mine, OAuth2Provider before, OAuth2Provider after) =>
        mine with
        {
            AuthorizationEndpoint =
                MergeText(mine.AuthorizationEndpoint, before.AuthorizationEndpoint, after.AuthorizationEndpoint)!,
            TokenEndpoint = MergeText(mine.TokenEndpoint, before.TokenEndpoint, after.TokenEndpoint)!,
            RevocationEndpoint =
                MergeText(mine.RevocationEndpoint, before.RevocationEndpoint, after.RevocationEndpoint),
            Scopes = [.. mine.Scopes.Union(after.Scopes.Except(before.Scopes))],
            AuthorizationParameters = MergeMap(
                mine.AuthorizationParameters,
                before.AuthorizationParameters,
                after.AuthorizationParameters,
                StringComparer.Ordinal),
            TokenParameters = MergeMap(
                mine.TokenParameters, before.TokenParameters, after.TokenParameters, StringComparer.Ordinal),
            Refresh = RefreshMerge.Merge(mine.Refresh, before.Refresh, after.Refresh),
            LongLivedToken =
                RefreshMerge.MergeLiveToken(mine.LongLivedToken, before.LongLivedToken, after.LongLivedToken),
            EndpointHeaders = MergeHeaders(mine.EndpointHeaders, before.EndpointHeaders, after.EndpointHeaders),
            Quirks = MergeQuirks(mine.Quirks, before.Quirks, after.Quirks),
        };

    private static OAuth2Quirks MergeQuirks(OAuth2Quirks mine, OAuth2Quirks before, OAuth2Quirks after) => mine with
    {
        RedirectUriAlias = MergeText(mine.RedirectUriAlias, before.RedirectUriAlias, after.RedirectUriAlias),
        TokenEnvelope = MergeText(mine.TokenEnvelope, before.TokenEnvelope, after.TokenEnvelope),
        HexCodeChallenge =
            mine.HexCodeChallenge == before.HexCodeChallenge ? after.HexCodeChallenge : mine.HexCodeChallenge,
    };

    private static OAuth1Provider MergeOAuth1(OAuth1Provider mine, OAuth1Provider before, OAuth1Provider after) =>
        mine with
        {
            TemporaryCredentialEndpoint = MergeText(
                mine.TemporaryCredentialEndpoint,
                before.TemporaryCredentialEndpoint,
                after.TemporaryCredentialEndpoint),
            AuthorizationEndpoint =
                MergeText(mine.AuthorizationEndpoint, before.AuthorizationEndpoint, after.AuthorizationEndpoint),
            TokenEndpoint = MergeText(mine.TokenEndpoint, before.TokenEndpoint, after.TokenEndpoint),
            Realm = MergeText(mine.Realm, before.Realm, after.Realm),
            AuthorizationParameters = MergeMap(
                mine.AuthorizationParameters,
                before.AuthorizationParameters,
                after.AuthorizationParameters,
                StringComparer.Ordinal),
        };

    // A provider option adds and removes no URL origin. It may change the host of an origin.
    private static string MergeOrigin(string mine, OAuthProvider before, OAuthProvider after)
    {
        var index = before.Origins.ToList().IndexOf(mine);
        return index >= 0 ? after.Origins[index] : mine;
    }

    private static Dictionary<string, string> MergeHeaders(
        IReadOnlyDictionary<string, string> mine,
        IReadOnlyDictionary<string, string> before,
        IReadOnlyDictionary<string, string> after) =>
        MergeMap(mine, before, after, StringComparer.OrdinalIgnoreCase);
}
