namespace OAuthClient.Discovery;

/// <summary>
/// Saves what the provider gave and gives no second time: a write that fails is tried once more, and then the store is
/// asked what it has. Thread-safe.
/// </summary>
internal sealed class RegistrationSaver(RegistrationStoreCalls store)
{
    /// <param name="registration">The registration.</param>
    /// <param name="expectedVersion">The version to replace; null when none is stored.</param>
    public async Task<RegistrationWrite> SaveAsync(ClientRegistration registration, long? expectedVersion)
    {
        try
        {
            return await PutAsync(registration, expectedVersion).ConfigureAwait(false);
        }
        catch (Exception first)
        {
            return await SaveAgainAsync(registration, expectedVersion, first).ConfigureAwait(false);
        }
    }

    private async Task<RegistrationWrite> SaveAgainAsync(
        ClientRegistration registration, long? expectedVersion, Exception first)
    {
        try
        {
            var write = await PutAsync(registration, expectedVersion).ConfigureAwait(false);
            if (write.IsStored)
                return write;
        }
        catch (Exception second)
        {
            var isOver = !WasGivenUp(first) && !WasGivenUp(second);
            return await ReadBackAsync(registration, isOver, second).ConfigureAwait(false);
        }
        // The first write may have come through after all: then the second one found its version.
        var read = await ReadBackAsync(registration, isOver: true, first).ConfigureAwait(false);
        return read.IsSurelyAbsent ? RegistrationWrite.Overtaken : read;
    }

    private async Task<RegistrationWrite> ReadBackAsync(ClientRegistration registration, bool isOver, Exception cause)
    {
        try
        {
            var stored = await store.GetAsync(CancellationToken.None).ConfigureAwait(false);
            return stored is not null && IsSame(stored.Registration, registration)
                ? RegistrationWrite.Stored
                : new(IsStored: false, IsSurelyAbsent: isOver, RegistrationFailure.StoreFailed(cause));
        }
        catch (OAuthException unreadable)
        {
            return new(IsStored: false, IsSurelyAbsent: false, unreadable);
        }
    }

    private async Task<RegistrationWrite> PutAsync(ClientRegistration registration, long? expectedVersion) =>
        await store.PutAsync(registration, expectedVersion).ConfigureAwait(false)
            ? RegistrationWrite.Stored
            : RegistrationWrite.Overtaken;

    private static bool IsSame(ClientRegistration one, ClientRegistration other) =>
        one.ClientId == other.ClientId
        && one.ClientSecret == other.ClientSecret
        && one.RegistrationAccessToken == other.RegistrationAccessToken;

    // A write whose wait was given up may come through late.
    private static bool WasGivenUp(Exception? cause) => cause switch
    {
        null => false,
        TimeoutException or OperationCanceledException => true,
        _ => WasGivenUp(cause.InnerException),
    };
}
