using OAuthClient.Internal;

namespace OAuthClient.Discovery;

/// <summary>
/// Changes one registration at the provider and in the store, under the lease of its key. Each answer is saved before
/// its registration is used. Thread-safe.
/// </summary>
/// <remarks>
/// No request is canceled: an answer that is not read could bring the only token that manages the registration.
/// Each has the deadline of the endpoint.
/// </remarks>
internal sealed class RegistrationRun(
    RegistrationRequests requests, RegistrationStoreCalls store, RegistrationReading reading)
{
    private readonly RegistrationSaver _saver = new(store);

    /// <summary>Registers anew.</summary>
    /// <param name="replaced">The version in the store to replace; null when none is stored.</param>
    /// <param name="lease">The lease of the key.</param>
    public async Task<ClientRegistration> RegisterAsync(long? replaced, RenewalLease lease)
    {
        if (!lease.IsUsable)
            throw RegistrationFailure.LeaseLapsed();
        var answer = await requests.RegisterAsync().ConfigureAwait(false);
        var registration = reading.Read(answer, null);
        var write = await _saver.SaveAsync(registration, replaced).ConfigureAwait(false);
        if (write.IsStored)
            return registration;
        if (write.IsSurelyAbsent)
            await DiscardAsync(registration).ConfigureAwait(false);
        if (write.Failure is { } failure)
            throw failure;
        var winner = await store.GetAsync(CancellationToken.None).ConfigureAwait(false);
        return winner?.Registration ?? throw RegistrationFailure.Overtaken();
    }

    /// <summary>Reads the registration at the provider, and saves what the provider says of it.</summary>
    public async Task<ClientRegistration> ReadAsync(StoredRegistration stored) =>
        await SaveAsync(stored, await requests.ReadAsync(stored.Registration).ConfigureAwait(false))
            .ConfigureAwait(false);

    /// <summary>Replaces the registration at the provider, and saves the answer.</summary>
    public async Task<ClientRegistration> UpdateAsync(StoredRegistration stored) =>
        await SaveAsync(stored, await requests.UpdateAsync(stored.Registration).ConfigureAwait(false))
            .ConfigureAwait(false);

    /// <summary>Deletes the registration at the provider, and then in the store.</summary>
    public async Task DeleteAsync(StoredRegistration stored)
    {
        var answer = await requests.DeleteAsync(stored.Registration).ConfigureAwait(false);
        // A registration that the provider has deleted already is no error.
        if (answer.Status is (< 200 or >= 300) and not (401 or 404))
        {
            await KeepCredentialsAsync(stored, answer).ConfigureAwait(false);
            throw answer.Refusal!;
        }
        await store.DeleteAsync(stored.Version, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<ClientRegistration> SaveAsync(StoredRegistration stored, RegistrationAnswer answer)
    {
        // RFC 7592 section 2.1: a registration that does not exist is answered with 401.
        if (answer.Status == 401)
        {
            await store.DeleteAsync(stored.Version, CancellationToken.None).ConfigureAwait(false);
            throw answer.Refusal!;
        }
        var registration = await ReadAsync(stored, answer).ConfigureAwait(false);
        var write = await _saver.SaveAsync(registration, stored.Version).ConfigureAwait(false);
        return write.IsStored ? registration : throw write.Failure ?? RegistrationFailure.Overtaken();
    }

    private async Task<ClientRegistration> ReadAsync(StoredRegistration stored, RegistrationAnswer answer)
    {
        try
        {
            return reading.Read(answer, stored.Registration);
        }
        catch (OAuthException)
        {
            await KeepCredentialsAsync(stored, answer).ConfigureAwait(false);
            throw;
        }
    }

    private async Task KeepCredentialsAsync(StoredRegistration stored, RegistrationAnswer answer)
    {
        var kept = RotatedCredentials.Keep(stored.Registration, answer.Fields);
        if (kept == stored.Registration)
            return;
        var write = await _saver.SaveAsync(kept, stored.Version).ConfigureAwait(false);
        if (write.Failure is { } failure)
            throw failure;
    }

    // No program uses it: another registration is in the store, or none.
    private async Task DiscardAsync(ClientRegistration registration)
    {
        if (!registration.IsManaged)
            return;
        try
        {
            await requests.DeleteAsync(registration).ConfigureAwait(false);
        }
        // The provider may keep it.
        catch (OAuthException) { }
    }
}
