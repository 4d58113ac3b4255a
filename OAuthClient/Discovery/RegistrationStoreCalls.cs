using OAuthClient.Internal;

namespace OAuthClient.Discovery;

/// <summary>
/// The calls of the host's store for one registration, each with a deadline. The store's exceptions become an
/// <see cref="OAuthException"/>, but for those of a write, which are passed on unchanged. Thread-safe.
/// </summary>
internal sealed class RegistrationStoreCalls(
    IRegistrationStore store, RegistrationKey key, OAuthDanceOptions options)
{
    private readonly HostDeadline _deadline = new(options);

    // Two requests, and the store's reads and writes around them.
    private TimeSpan Lifetime => 6 * options.EndpointTimeout;

    private TimeSpan UsableTime => 3 * options.EndpointTimeout;

    public Task<StoredRegistration?> GetAsync(CancellationToken cancellationToken) => TranslateAsync(
        _deadline.RunAsync(cancel => store.GetAsync(key, cancel), cancellationToken), cancellationToken);

    public ValueTask<bool> PutAsync(ClientRegistration registration, long? expectedVersion) => _deadline.RunAsync(
        cancel => store.PutAsync(key, registration, expectedVersion, cancel), CancellationToken.None);

    public async Task DeleteAsync(long? onlyVersion, CancellationToken cancellationToken)
    {
        try
        {
            await _deadline.RunAsync(cancel => store.DeleteAsync(key, onlyVersion, cancel), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception cause) when (!HostFailureException.IsCancellation(cause, cancellationToken))
        {
            throw RegistrationFailure.StoreFailed(cause);
        }
    }

    /// <summary>Waits as long as another holder may keep the lease, and then for the store.</summary>
    public async Task<RenewalLease> LeaseAsync(CancellationToken cancellationToken)
    {
        var taking = _deadline.RunAsync(
            cancel => store.LeaseAsync(key, Lifetime, cancel),
            cancellationToken,
            Lifetime + _deadline.Timeout,
            late => late.DisposeAsync());
        var lease = await TranslateAsync(taking, cancellationToken).ConfigureAwait(false);
        return new(new BoundedLease(lease, _deadline), UsableTime, options.Time);
    }

    private static async Task<T> TranslateAsync<T>(ValueTask<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (Exception cause) when (!HostFailureException.IsCancellation(cause, cancellationToken))
        {
            throw RegistrationFailure.StoreFailed(cause);
        }
    }

    private sealed class BoundedLease(IAsyncDisposable lease, HostDeadline deadline) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => deadline.RunAsync(_ => lease.DisposeAsync(), CancellationToken.None);
    }
}
