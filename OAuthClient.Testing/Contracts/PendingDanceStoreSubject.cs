namespace OAuthClient.Testing.Contracts;

/// <summary>
/// A store of pending dances that the rules of <see cref="PendingDanceStoreContract"/> are checked on. Immutable.
/// </summary>
/// <param name="open">
/// Opens a store with the given clock. All stores that it opens share one place, as those of several machines share a
/// database. A store that shares its dances with no other is opened once for each place and returned again, with the
/// clock of the first call. The place need not be empty. By its clock a store tells when a dance was taken
/// (<see cref="FinishedDance.TakenAt"/>), to the second.
/// </param>
public sealed class PendingDanceStoreSubject(Func<TimeProvider, IPendingDanceStore> open) : StoreSubject
{
    internal IPendingDanceStore Open(TimeProvider time) => open(time);
}
