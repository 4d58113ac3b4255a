namespace OAuthClient;

/// <summary>Keeps the registrations of a program at providers (RFC 7591).</summary>
/// <remarks>
/// Each write states the version of the registration that it replaces. A store keeps registrations apart by the whole
/// <see cref="RegistrationKey"/>, character by character, is thread-safe, and throws when it cannot read or write a
/// registration.
/// </remarks>
public interface IRegistrationStore
{
    /// <summary>Reads a registration.</summary>
    /// <param name="key">The key of the registration.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The registration and its version, as any store that shares the place has written it last; null when none is
    /// stored.
    /// </returns>
    /// <exception cref="DamagedRecordException">
    /// The record cannot be trusted. A damaged record is never treated as a missing registration.
    /// </exception>
    ValueTask<StoredRegistration?> GetAsync(RegistrationKey key, CancellationToken cancellationToken = default);

    /// <summary>Writes a registration, atomically, if the version in the store is the expected one.</summary>
    /// <param name="key">The key of the registration.</param>
    /// <param name="registration">The registration.</param>
    /// <param name="expectedVersion">The version to replace; null when no registration may be stored yet.</param>
    /// <param name="cancellationToken">Cancels the call; the registration may be written all the same.</param>
    /// <returns>
    /// True when the registration is written; false when another caller wrote or deleted one first. Then nothing is
    /// written.
    /// </returns>
    ValueTask<bool> PutAsync(
        RegistrationKey key,
        ClientRegistration registration,
        long? expectedVersion,
        CancellationToken cancellationToken = default);

    /// <summary>Deletes a registration, atomically. A missing registration is no error.</summary>
    /// <param name="key">The key of the registration.</param>
    /// <param name="onlyVersion">
    /// The version to delete: a registration with another version stays. Null deletes any version.
    /// </param>
    /// <param name="cancellationToken">Cancels the call; the registration may be deleted all the same.</param>
    /// <returns>A task that ends when the registration is deleted.</returns>
    ValueTask DeleteAsync(
        RegistrationKey key, long? onlyVersion = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits until no other caller of the store, on any machine, has the lease of this key; then takes the lease.
    /// </summary>
    /// <remarks>
    /// A lease keeps two callers from registering the same client twice. A lease blocks no read and no write: versions
    /// protect the registration there.
    /// </remarks>
    /// <param name="key">The key of the registration.</param>
    /// <param name="lifetime">
    /// How long the lease lasts, from when its holder gets it, if the holder does not release it, because the holder's
    /// process may have died. A store that notices the death may end such a lease then, and only then.
    /// </param>
    /// <param name="cancellationToken">Cancels this caller's wait; other callers go on waiting.</param>
    /// <returns>The lease; dispose it to release it.</returns>
    ValueTask<IAsyncDisposable> LeaseAsync(
        RegistrationKey key, TimeSpan lifetime, CancellationToken cancellationToken = default);
}
