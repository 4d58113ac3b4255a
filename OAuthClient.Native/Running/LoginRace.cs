namespace OAuthClient.Native.Running;

/// <summary>
/// The ways of one login, side by side. One at a time may end it, and the first that does wins. Thread-safe.
/// </summary>
internal sealed class LoginRace : IDisposable
{
    private readonly TaskCompletionSource<OAuthOutcome> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>How the login ended.</summary>
    public Task<OAuthOutcome> Outcome => _end.Task;

    /// <summary>
    /// Stops the way that gets a token by itself, so that no two tokens are stored. A token that has come already wins.
    /// </summary>
    public Func<Task> StopDevice { get; set; } = () => Task.CompletedTask;

    public void Win(OAuthOutcome outcome) => _end.TrySetResult(outcome);

    public void Fail(Exception failure) => _end.TrySetException(failure);

    /// <summary>Ends the login by a callback, unless it has ended.</summary>
    /// <returns>How the login ended.</returns>
    public async Task<OAuthOutcome> EndAsync(Func<Task<OAuthOutcome>> finish)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!Outcome.IsCompleted)
                await StopDevice().ConfigureAwait(false);
            if (!Outcome.IsCompleted)
                Win(await finish().ConfigureAwait(false));
            return await Outcome.ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Waits until no way is ending the login.</summary>
    public async Task SettleAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        _turn.Release();
    }

    public void Dispose() => _turn.Dispose();
}
