namespace OAuthClient.Internal;

/// <summary>The lease under which a token is renewed. Dispose it to release the lease.</summary>
/// <param name="lease">The lease of the store; null where a renewal needs none.</param>
/// <param name="usableTime">How long after it was taken a request may still be sent.</param>
/// <param name="time">The clock.</param>
internal sealed class RenewalLease(IAsyncDisposable? lease, TimeSpan usableTime, TimeProvider time) : IAsyncDisposable
{
    private readonly long _takenAt = time.GetTimestamp();

    /// <summary>For a request that spends nothing which another machine could spend too.</summary>
    public static RenewalLease None { get; } = new(null, TimeSpan.MaxValue, TimeProvider.System);

    /// <summary>Whether enough of the lease is left to send a request.</summary>
    public bool IsUsable => time.GetElapsedTime(_takenAt) < usableTime;

    /// <summary>Throws when another machine may have the lease by now. It must come before anything is spent.</summary>
    /// <exception cref="LeaseLapsedException">Too little of the lease is left.</exception>
    public void ThrowIfLapsed()
    {
        if (!IsUsable)
            throw new LeaseLapsedException();
    }

    public async ValueTask DisposeAsync()
    {
        if (lease is null)
            return;
        try
        {
            await lease.DisposeAsync().ConfigureAwait(false);
        }
        // The lease expires by itself, and the work under it is done.
        catch (Exception) { }
    }
}
