namespace OAuthHarness.Prove;

/// <summary>A call on another machine, which begins in the middle of a call of the client.</summary>
internal sealed class RivalCall<T>(Bench bench, Func<Task<T>> call)
{
    private Task<T>? _running;

    /// <summary>Begins the call, and waits until it ends or waits for the client.</summary>
    public async Task StartAsync()
    {
        _running ??= Task.Run(call);
        await bench.Clock.AwaitQuietAsync(_running, ownCalls: 1);
    }

    /// <summary>Waits until the call has ended.</summary>
    /// <returns>The result; null when the call never began.</returns>
    public async Task<CallResult<T>?> EndAsync()
    {
        if (_running is null)
            return null;
        var (value, exception, hasEnded) = await bench.DriveAsync(() => _running);
        var result = new CallResult<T>(value, exception, hasEnded, bench.Rival.Told);
        bench.Expect(hasEnded, "the call on another machine ends", result);
        return result;
    }
}
