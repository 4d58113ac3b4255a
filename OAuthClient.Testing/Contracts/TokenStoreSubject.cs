namespace OAuthClient.Testing.Contracts;

/// <summary>A token store that the rules of <see cref="TokenStoreContract"/> are checked on. Immutable.</summary>
/// <param name="open">
/// Opens a store with the given clock. All stores that it opens share one place, as those of several machines share a
/// database. A store that shares its tokens with no other is opened once and returned again. The place need not be
/// empty.
/// </param>
public sealed class TokenStoreSubject(Func<TimeProvider, ITokenStore> open) : StoreSubject
{
    /// <summary>How far the clocks of two machines may differ without harm to a lease.</summary>
    /// <remarks>
    /// A lease that is not released may last longer than its lifetime by as much. It counts only with
    /// <see cref="LeaseEnd.ByClock"/>.
    /// </remarks>
    /// <value>The default is five seconds.</value>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The number of reads and writes in the check that tokens of many users are never mixed up.</summary>
    /// <value>The default is 1,000.</value>
    public int OperationCount { get; init; } = 1_000;

    internal ITokenStore Open(TimeProvider time) => open(time);
}
