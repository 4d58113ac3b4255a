using OAuthClient;

namespace OAuthHarness.Prove;

/// <summary>
/// A client that can refresh a token and nothing else, written anew for the checks: with a defect, to see that cases
/// fall; without one, to see that they fall for the defect alone.
/// </summary>
internal sealed class SmallClient(ProvedClient client, Bench bench, ClientDefect defect)
{
    private static readonly TimeSpan LeaseLifetime = TimeSpan.FromSeconds(30);
    private readonly SmallTokenRequest _request = new(client, bench);
    private readonly SmallDeadline _deadline = new(bench.Clock.Time, defect != ClientDefect.NoDeadline);

    private FaultyTokenStore Tokens => client.Tokens;

    private TokenKey Key => client.Tokens.WrittenKey;

    /// <summary>Gets the token, and refreshes it when it has ended.</summary>
    public async ValueTask<OAuthToken?> GetTokenAsync(CancellationToken cancellationToken)
    {
        // A refresh goes on when its caller leaves.
        var refresh = RunAsync(defect == ClientDefect.LostCancel ? cancellationToken : default);
        return await refresh.WaitAsync(cancellationToken);
    }

    private async Task<OAuthToken?> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RefreshAsync(cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            var error = new OAuthError(OAuthErrorCode.StoreFailed, $"The refresh failed with {fault.GetType().Name}.");
            client.Tell(error);
            if (defect == ClientDefect.TwoSignals)
                client.Tell(error);
            throw new ProvedFailureException(error);
        }
    }

    private async Task<OAuthToken?> RefreshAsync(CancellationToken cancellationToken)
    {
        var isLeasedLate = defect == ClientDefect.WriteBeforeLease;
        var lease = isLeasedLate ? null : await LeaseAsync();
        var isKept = false;
        try
        {
            var stored = await _deadline.LimitAsync(() => Tokens.GetAsync(Key).AsTask());
            if (stored is null || stored.Token.ExpiresAt > bench.Clock.Time.GetUtcNow())
                return stored?.Token;
            var fresh = await _deadline.LimitAsync(() => _request.SendAsync(stored.Token));
            cancellationToken.ThrowIfCancellationRequested();
            isKept = !await TrySaveAsync(stored, fresh);
            if (isKept)
                _ = SaveLaterAsync(stored, fresh, lease);
            lease ??= isLeasedLate ? await LeaseAsync() : null;
            return isKept ? throw new IOException("The token is not stored yet.") : fresh;
        }
        finally
        {
            if (!isKept)
                await ReleaseAsync(lease);
        }
    }

    private Task<IAsyncDisposable> LeaseAsync() =>
        _deadline.LimitAsync(() => Tokens.LeaseAsync(Key, LeaseLifetime).AsTask());

    private async Task ReleaseAsync(IAsyncDisposable? lease)
    {
        try
        {
            if (lease is not null)
                await _deadline.LimitAsync(() => lease.DisposeAsync().AsTask());
        }
        // The lease lapses by itself.
        catch (Exception fault) when (fault is IOException or TimeoutException or OperationCanceledException) { }
    }

    private async Task<bool> TrySaveAsync(StoredToken before, OAuthToken fresh)
    {
        try
        {
            if (await _deadline.LimitAsync(() => Tokens.PutAsync(Key, fresh, before.Version).AsTask()))
                return true;
            if (defect == ClientDefect.NoReadAfterFailedWrite)
                await _request.RevokeAsync(fresh);
            else if (await _deadline.LimitAsync(() => Tokens.GetAsync(Key).AsTask()) is null)
                await _request.RevokeAsync(fresh);
            return true;
        }
        catch (Exception fault) when (fault is IOException or TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task SaveLaterAsync(StoredToken before, OAuthToken fresh, IAsyncDisposable? lease)
    {
        do
            await Task.Delay(TimeSpan.FromSeconds(1), bench.Clock.Time);
        while (!await TrySaveAsync(before, fresh));
        await ReleaseAsync(lease);
    }
}
