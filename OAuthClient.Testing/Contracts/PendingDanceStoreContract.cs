namespace OAuthClient.Testing.Contracts;

/// <summary>
/// The rules that every <see cref="IPendingDanceStore"/> must keep, for tests of a store of your own.
/// </summary>
/// <remarks>
/// The rules need no test framework. They do not check how many dances a store keeps: that is the store's own choice.
/// Thread-safe.
/// </remarks>
public static class PendingDanceStoreContract
{
    /// <summary>The rules, the simplest first.</summary>
    public static IReadOnlyList<StoreRule<PendingDanceStoreSubject>> Rules { get; } =
        [.. DanceRules.All, .. DanceFieldRules.All, .. TakeRules.All, .. OutcomeRules.All, .. OutcomeFieldRules.All];
}
