using OAuthClient.Internal;

namespace OAuthClient.Discovery;

/// <summary>
/// The calls of the host's store for one registration, each with a deadline. The store's exceptions are passed on
/// unchanged. Thread-safe.
/// </summary>
internal sealed class RegistrationStoreCalls(
    IRegistrationStore store, RegistrationKey key, OAuthDanceOptions options)
{
    private readonly HostDeadline _deadline = new(options);

    // Two requests, and the store's reads and writes around them.
    private TimeSpan Lifetime => 6 * options.EndpointTimeout;

    private TimeSpan UsableTime => 3 * options.EndpointTimeout;

    public ValueTask<StoredRegistration?> GetAsync(CancellationToken cancellationToken) =>
        _deadline.RunAsync(cancel => store.GetAsync(key, cancel), cancellationToken);

    public ValueTask<bool> PutAsync(
        ClientRegistration registration, long? expectedVersion, CancellationToken cancellationToken) =>
        _deadline.RunAsync(
            cancel => store.PutAsync(key, registration, expectedVersion, cancel), cancellationToken);

    public ValueTask DeleteAsync(long? onlyVersion, CancellationToken cancellationToken) =>
        _deadline.RunAsync(cancel => store.DeleteAsync(key, onlyVersion, cancel), cancellationToken);

    /// <summary>Waits as long as another holder may keep the lease, and then for the store.</summary>
    public async ValueTask<RenewalLease> LeaseAsync(CancellationToken cancellationToken)
    {
        var lease = await _deadline.RunAsync(
            cancel => store.LeaseAsync(key, Lifetime, cancel),
            cancellationToken,
            Lifetime + _deadline.Timeout,
            late => late.DisposeAsync()).ConfigureAwait(false);
        return new(new BoundedLease(lease, _deadline), UsableTime, options.Time);
    }

    private sealed class BoundedLease(IAsyncDisposable lease, HostDeadline deadline) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => deadline.RunAsync(_ => lease.DisposeAsync(), CancellationToken.None);
    }
}
