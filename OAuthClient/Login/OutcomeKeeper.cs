using OAuthClient.Internal;

namespace OAuthClient.Login;

/// <summary>
/// Keeps the outcome of a dance for a repeated callback. If the store fails, tries again in the background for as long
/// as a callback may be repeated. Thread-safe.
/// </summary>
internal sealed class OutcomeKeeper(DanceDependencies dependencies)
{
    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromMilliseconds(250);
    private readonly IPendingDanceStore _store = dependencies.PendingDances;
    private readonly TimeProvider _time = dependencies.Options.Time;

    /// <summary>Keeps the outcome of the call that has taken the dance.</summary>
    /// <returns>The outcome, which says whether it was kept.</returns>
    public async ValueTask<OAuthOutcome> KeepAsync(string id, OAuthOutcome outcome)
    {
        var kept = await TryKeepAsync(id, outcome).ConfigureAwait(false);
        if (!ReferenceEquals(kept, outcome))
            _ = RetryAsync(id, outcome);
        return kept;
    }

    /// <summary>
    /// Keeps the outcome once. It is not tried again later: by then another call may have taken the dance.
    /// </summary>
    /// <returns>The outcome, which says whether it was kept.</returns>
    public async ValueTask<OAuthOutcome> TryKeepAsync(string id, OAuthOutcome outcome)
    {
        try
        {
            await _store.FinishAsync(id, outcome).ConfigureAwait(false);
            return outcome;
        }
        catch (HostFailureException failure)
        {
            // The login itself went as the outcome says; only a repeated callback has to wait for its answer.
            var notKept = $"the outcome could not be kept: {failure.InnerException?.GetType().Name}";
            return outcome with { Explanation = $"{outcome.Explanation}\n{notKept}" };
        }
    }

    private async Task RetryAsync(string id, OAuthOutcome outcome)
    {
        var begin = _time.GetTimestamp();
        var delay = FirstRetryDelay;
        while (_time.GetElapsedTime(begin) + delay < dependencies.Options.ReplayWindow)
        {
            await Task.Delay(delay, _time).ConfigureAwait(false);
            delay *= 2;
            try
            {
                await _store.FinishAsync(id, outcome).ConfigureAwait(false);
                return;
            }
            catch (HostFailureException) { }
        }
    }
}
