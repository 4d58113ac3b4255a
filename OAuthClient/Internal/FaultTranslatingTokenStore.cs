namespace OAuthClient.Internal;

/// <summary>The host's token store, whose exceptions become a <see cref="HostFailureException"/>.</summary>
/// <remarks>
/// Each method has its own catch block: a shared helper that takes a delegate would allocate 0.7 KiB a login.
/// </remarks>
internal sealed class FaultTranslatingTokenStore(ITokenStore store) : ITokenStore
{
    public async ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        try
        {
            return await store.GetAsync(key, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (!HostFailureException.IsCancellation(cause, cancellationToken))
        {
            throw HostFailureException.FromStore(cause);
        }
    }

    public async ValueTask<bool> PutAsync(
        TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        try
        {
            return await store.PutAsync(key, token, expectedVersion, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (!HostFailureException.IsCancellation(cause, cancellationToken))
        {
            throw HostFailureException.FromStore(cause);
        }
    }

    public async ValueTask DeleteAsync(
        TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.DeleteAsync(key, onlyVersion, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (!HostFailureException.IsCancellation(cause, cancellationToken))
        {
            throw HostFailureException.FromStore(cause);
        }
    }

    public async ValueTask<IAsyncDisposable> LeaseAsync(
        TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default)
    {
        try
        {
            return await store.LeaseAsync(key, lifetime, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (!HostFailureException.IsCancellation(cause, cancellationToken))
        {
            throw HostFailureException.FromStore(cause);
        }
    }
}
