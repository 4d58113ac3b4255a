using OAuthClient;

namespace OAuthHarness.Prove;

/// <summary>A token store whose calls can fail. Its leases lapse by the clock of the case.</summary>
internal sealed class FaultyTokenStore(ITokenStore real, Faults faults, TimeProvider time) : ITokenStore
{
    /// <summary>The key of the last write, from which the keys of other accounts can be made.</summary>
    public TokenKey WrittenKey { get; private set; }

    public ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default) =>
        new(faults.RunAsync("tokens.Get", () => real.GetAsync(key, cancellationToken).AsTask()));

    public ValueTask<bool> PutAsync(
        TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        WrittenKey = key;
        return new(faults.RunAsync(
            "tokens.Put", () => real.PutAsync(key, token, expectedVersion, cancellationToken).AsTask()));
    }

    public ValueTask DeleteAsync(
        TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) =>
        new(faults.RunAsync(
            "tokens.Delete", () => real.DeleteAsync(key, onlyVersion, cancellationToken).AsTask()));

    public ValueTask<IAsyncDisposable> LeaseAsync(
        TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
        new(faults.RunAsync(
            "tokens.Lease", () => AcquireAsync(key, lifetime, cancellationToken), waitsForOthers: true));

    private async Task<IAsyncDisposable> AcquireAsync(
        TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken) =>
        new LapsingLease(await real.LeaseAsync(key, lifetime, cancellationToken), lifetime, faults, time);
}
