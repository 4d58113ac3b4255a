using OAuthClient.OAuth2;

namespace OAuthClient.Presets;

/// <summary>
/// Merges the change that an option makes to the rules of a refresh. <see cref="ThreeWayMerge"/> does the same for the
/// rest of a provider's value.
/// </summary>
internal static class RefreshMerge
{
    public static RefreshRules Merge(RefreshRules mine, RefreshRules before, RefreshRules after) => mine with
    {
        Endpoint = ThreeWayMerge.MergeText(mine.Endpoint, before.Endpoint, after.Endpoint),
        TokenEnvelope = ThreeWayMerge.MergeText(mine.TokenEnvelope, before.TokenEnvelope, after.TokenEnvelope),
        Parameters = MergeParameters(mine.Parameters, before.Parameters, after.Parameters),
        LiveToken = MergeLiveToken(mine.LiveToken, before.LiveToken, after.LiveToken),
    };

    public static LiveTokenRequest? MergeLiveToken(
        LiveTokenRequest? mine, LiveTokenRequest? before, LiveTokenRequest? after) => (mine, before, after) switch
        {
            (null, null, _) => after,
            (null, _, _) or (_, null, _) or (_, _, null) => mine,
            var (own, old, now) => own with
            {
                Endpoint = ThreeWayMerge.MergeText(own.Endpoint, old.Endpoint, now.Endpoint)!,
            },
        };

    private static IReadOnlyDictionary<string, string>? MergeParameters(
        IReadOnlyDictionary<string, string>? mine,
        IReadOnlyDictionary<string, string>? before,
        IReadOnlyDictionary<string, string>? after) => (mine, before, after) switch
        {
            (null, null, _) => after,
            (null, _, _) or (_, null, _) or (_, _, null) => mine,
            var (own, old, now) => ThreeWayMerge.MergeMap(own, old, now, StringComparer.Ordinal),
        };
}
