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
    RegistrationRequests requests,
    RegistrationStoreCalls store,
    Func<RegistrationAnswer, ClientRegistration?, ClientRegistration> read,
    Func<ClientRegistration, RegistrationFault?> findFault)
{
    /// <summary>Registers anew.</summary>
    /// <param name="replaced">The version in the store to replace; null when none is stored.</param>
    /// <param name="lease">The lease of the key.</param>
    public async Task<ClientRegistration> RegisterAsync(long? replaced, RenewalLease lease)
    {
        if (!lease.IsUsable)
            throw RegistrationFailure.LeaseLapsed();
        var answer = await requests.RegisterAsync().ConfigureAwait(false);
        var registration = Check(answer, read(answer, null));
        if (await store.PutAsync(registration, replaced, CancellationToken.None).ConfigureAwait(false))
            return registration;
        await DiscardAsync(registration).ConfigureAwait(false);
        var winner = await store.GetAsync(CancellationToken.None).ConfigureAwait(false);
        return winner?.Registration ?? throw RegistrationFailure.Overtaken();
    }

    /// <summary>Reads the registration at the provider, and saves what the provider says of it.</summary>
    public async Task<ClientRegistration> ReadAsync(StoredRegistration stored) =>
        await SaveAsync(stored, requests.ReadAsync(stored.Registration)).ConfigureAwait(false);

    /// <summary>Replaces the registration at the provider, and saves the answer.</summary>
    public async Task<ClientRegistration> UpdateAsync(StoredRegistration stored) =>
        await SaveAsync(stored, requests.UpdateAsync(stored.Registration)).ConfigureAwait(false);

    private async Task<ClientRegistration> SaveAsync(StoredRegistration stored, Task<RegistrationAnswer> request)
    {
        var answer = await AnswerAsync(stored, request).ConfigureAwait(false);
        var registration = read(answer, stored.Registration);
        // RFC 7592 section 3: the client id does not change.
        if (registration.ClientId != stored.Registration.ClientId)
            throw RegistrationFailure.Unusable(answer, new("is of another client_id", "Is the answer from a cache?"));
        try
        {
            Check(answer, registration);
        }
        catch (OAuthException)
        {
            await KeepCredentialsAsync(stored, registration).ConfigureAwait(false);
            throw;
        }
        return await store.PutAsync(registration, stored.Version, CancellationToken.None).ConfigureAwait(false)
            ? registration
            : throw RegistrationFailure.Overtaken();
    }

    // RFC 7592 section 2.1: a registration that does not exist is answered with 401.
    private async Task<RegistrationAnswer> AnswerAsync(StoredRegistration stored, Task<RegistrationAnswer> request)
    {
        try
        {
            return await request.ConfigureAwait(false);
        }
        catch (OAuthException gone) when (gone.Error.Status == 401)
        {
            await store.DeleteAsync(stored.Version, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    // RFC 7592 section 3: the former token and secret are void from now on, whatever else the answer has.
    private async Task KeepCredentialsAsync(StoredRegistration stored, ClientRegistration answered)
    {
        var kept = stored.Registration with
        {
            ClientSecret = answered.ClientSecret,
            ClientSecretExpiresAt = answered.ClientSecretExpiresAt,
            RegistrationAccessToken = answered.RegistrationAccessToken,
        };
        if (kept != stored.Registration && findFault(kept) is null)
            await store.PutAsync(kept, stored.Version, CancellationToken.None).ConfigureAwait(false);
    }

    private ClientRegistration Check(RegistrationAnswer answer, ClientRegistration registration) =>
        findFault(registration) is { } fault ? throw RegistrationFailure.Unusable(answer, fault) : registration;

    // Another caller's registration is in the store; this one would stay at the provider for nothing.
    private async Task DiscardAsync(ClientRegistration registration)
    {
        if (!registration.IsManaged)
            return;
        try
        {
            await requests.DeleteAsync(registration).ConfigureAwait(false);
        }
        // The provider may keep it: no program uses it.
        catch (OAuthException) { }
    }
}
