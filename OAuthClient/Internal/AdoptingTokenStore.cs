using System.Collections.Concurrent;

namespace OAuthClient.Internal;

/// <summary>
/// A token store that finds tokens under the keys of earlier versions of the library, and moves them to the key of
/// today: no user has to log in again because a key has changed.
/// </summary>
internal sealed class AdoptingTokenStore(BoundedTokenStore store, TokenKeys keys) : ITokenStore
{
    private const int MaxDeletes = 5;
    private static readonly TimeSpan LeaseLifetime = TimeSpan.FromMinutes(1);

    // The former records of tokens that were moved, until they are deleted: a dead token must not rise from them.
    private readonly ConcurrentDictionary<TokenKey, TokenKey> _stale = new();

    public ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        var reading = store.GetAsync(key, cancellationToken);
        if (!reading.IsCompletedSuccessfully)
            return AwaitAsync(reading, key, cancellationToken);
        return reading.Result is { } stored ? new(stored) : AdoptAsync(key, cancellationToken);
    }

    public async ValueTask<bool> PutAsync(
        TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        await DeleteStaleAsync(key, cancellationToken).ConfigureAwait(false);
        return await store.PutAsync(key, token, expectedVersion, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DeleteAsync(
        TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default)
    {
        if (onlyVersion is not null)
        {
            await DeleteStaleAsync(key, cancellationToken).ConfigureAwait(false);
            await store.DeleteAsync(key, onlyVersion, cancellationToken).ConfigureAwait(false);
            return;
        }
        await DeleteAnyAsync(key, cancellationToken).ConfigureAwait(false);
        // A record that may belong to a namesake is of no use there either: it is refused.
        foreach (var former in FormerKeys(key))
            await store.DeleteAsync(former, null, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<IAsyncDisposable> LeaseAsync(
        TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
        store.LeaseAsync(key, lifetime, cancellationToken);

    private IEnumerable<TokenKey> FormerKeys(TokenKey key) =>
        keys.FormerProviders.Select(former => key with { Provider = former });

    private async ValueTask<StoredToken?> AwaitAsync(
        ValueTask<StoredToken?> reading, TokenKey key, CancellationToken cancellationToken) =>
        await reading.ConfigureAwait(false) ?? await AdoptAsync(key, cancellationToken).ConfigureAwait(false);

    private async ValueTask<StoredToken?> AdoptAsync(TokenKey key, CancellationToken cancellationToken)
    {
        foreach (var former in FormerKeys(key))
        {
            if (await store.GetAsync(former, cancellationToken).ConfigureAwait(false) is null)
                continue;
            ThrowIfAmbiguous(former);
            return await MoveAsync(former, key, cancellationToken).ConfigureAwait(false);
        }
        // Another call may have moved the token between the reads.
        return await store.GetAsync(key, cancellationToken).ConfigureAwait(false);
    }

    // Another process may run an earlier version, and refresh the token under its former key: the lease waits for it.
    private async ValueTask<StoredToken?> MoveAsync(TokenKey former, TokenKey key, CancellationToken cancellationToken)
    {
        var lease = await store.LeaseAsync(former, LeaseLifetime, cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            if (await store.GetAsync(former, cancellationToken).ConfigureAwait(false) is { } stored)
            {
                await store.PutAsync(key, stored.Token, null, CancellationToken.None).ConfigureAwait(false);
                _stale[key] = former;
                await TryDeleteStaleAsync(key).ConfigureAwait(false);
            }
        }
        return await store.GetAsync(key, cancellationToken).ConfigureAwait(false);
    }

    // A delete without a version that was given up could delete the token of a later login.
    private async ValueTask DeleteAnyAsync(TokenKey key, CancellationToken cancellationToken)
    {
        store.NoteDeletion(key);
        for (var attempt = 0; attempt < MaxDeletes; attempt++)
        {
            StoredToken? stored;
            try
            {
                stored = await store.GetAsync(key, cancellationToken).ConfigureAwait(false);
            }
            // A record that cannot be read has no version.
            catch (Exception fault) when (!HostFailureException.IsCancellation(fault, cancellationToken))
            {
                break;
            }
            if (stored is null)
                return;
            await store.DeleteAsync(key, stored.Version, cancellationToken).ConfigureAwait(false);
        }
        await store.DeleteAsync(key, null, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask DeleteStaleAsync(TokenKey key, CancellationToken cancellationToken)
    {
        if (!_stale.TryGetValue(key, out var former))
            return;
        await store.DeleteAsync(former, null, cancellationToken).ConfigureAwait(false);
        _stale.TryRemove(key, out _);
    }

    // The token is moved even if its former record cannot be deleted now.
    private async ValueTask TryDeleteStaleAsync(TokenKey key)
    {
        try
        {
            await DeleteStaleAsync(key, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception) { }
    }

    // RFC 9700 section 4.4: a token of one server must not be sent to another.
    private static void ThrowIfAmbiguous(TokenKey former)
    {
        if (FormerKeyClaims.IsUnambiguous(former.Provider, former.ClientId))
            return;
        throw new DamagedRecordException(
            $"An earlier version of the library stored this user's token for '{former.Provider}' and the client "
            + $"'{former.ClientId}', and two providers here are called so: the token may belong to either. "
            + "Let the user log in again, or give the providers different names and store the token with "
            + "OAuthSession.StoreAsync.");
    }
}
