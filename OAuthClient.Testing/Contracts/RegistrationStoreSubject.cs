namespace OAuthClient.Testing.Contracts;

/// <summary>
/// A registration store that the rules of <see cref="RegistrationStoreContract"/> are checked on. Immutable.
/// </summary>
/// <param name="open">
/// Opens a store with the given clock. All stores that it opens share one place, as those of several machines share a
/// database. A store that shares its registrations with no other is opened once and returned again. The place need not
/// be empty.
/// </param>
public sealed class RegistrationStoreSubject(Func<TimeProvider, IRegistrationStore> open) : StoreSubject
{
    /// <summary>How far the clocks of two machines may differ without harm to a lease.</summary>
    /// <remarks>
    /// A lease that is not released may last longer than its lifetime by as much. It counts only with
    /// <see cref="LeaseEnd.ByClock"/>.
    /// </remarks>
    /// <value>The default is five seconds.</value>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromSeconds(5);

    internal IRegistrationStore Open(TimeProvider time) => open(time);
}
