namespace OAuthClient.Internal;

/// <summary>The host's token store, whose exceptions become a <see cref="HostFailureException"/>.</summary>
internal sealed class FaultTranslatingTokenStore(ITokenStore store) : ITokenStore
{
    public ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default) =>
        HostCall.StoreAsync(() => store.GetAsync(key, cancellationToken), cancellationToken);

    public ValueTask<bool> PutAsync(
        TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default) =>
        HostCall.StoreAsync(() => store.PutAsync(key, token, expectedVersion, cancellationToken), cancellationToken);

    public ValueTask DeleteAsync(
        TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) =>
        HostCall.StoreAsync(() => store.DeleteAsync(key, onlyVersion, cancellationToken), cancellationToken);

    public ValueTask<IAsyncDisposable> LeaseAsync(
        TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
        HostCall.StoreAsync(() => store.LeaseAsync(key, lifetime, cancellationToken), cancellationToken);
}
