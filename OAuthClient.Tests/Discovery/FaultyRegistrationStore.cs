using OAuthClient.Tests.Contracts;

namespace OAuthClient.Tests.Discovery;

/// <summary>A store whose next calls do what a test says, and which works otherwise.</summary>
internal sealed class FaultyRegistrationStore(RegistrationSetup setup)
    : ClockedRegistrationStore(new RegistrationPlace(), setup.Time)
{
    private int _writes;

    /// <summary>Fails a write by its number, which begins at one; null lets it be.</summary>
    public Func<int, Exception?> FailWrite { get; set; } = _ => null;

    /// <summary>Whether a write that fails was written all the same.</summary>
    public bool WritesAllTheSame { get; set; }

    public Exception? ReadFailure { get; set; }

    public Exception? LeaseFailure { get; set; }

    public Exception? DeleteFailure { get; set; }

    public override ValueTask<StoredRegistration?> GetAsync(
        RegistrationKey key, CancellationToken cancellationToken = default) =>
        ReadFailure is { } failure ? throw failure : base.GetAsync(key, cancellationToken);

    public override async ValueTask<bool> PutAsync(
        RegistrationKey key,
        ClientRegistration registration,
        long? expectedVersion,
        CancellationToken cancellationToken = default)
    {
        var failure = FailWrite(Interlocked.Increment(ref _writes));
        if (failure is null || WritesAllTheSame)
        {
            var isWritten = await base.PutAsync(key, registration, expectedVersion, cancellationToken);
            if (failure is null)
                return isWritten;
        }
        throw failure;
    }

    public override ValueTask DeleteAsync(
        RegistrationKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) =>
        DeleteFailure is { } failure ? throw failure : base.DeleteAsync(key, onlyVersion, cancellationToken);

    public override ValueTask<IAsyncDisposable> LeaseAsync(
        RegistrationKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
        LeaseFailure is { } failure ? throw failure : base.LeaseAsync(key, lifetime, cancellationToken);
}
