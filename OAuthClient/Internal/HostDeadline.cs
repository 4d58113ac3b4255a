namespace OAuthClient.Internal;

/// <summary>
/// The deadline of each wait for a class of the host: <see cref="OAuthDanceOptions.EndpointTimeout"/> by default. A
/// wait ends in time even if the awaited task never completes. A method that blocks its thread cannot be helped.
/// Thread-safe.
/// </summary>
internal sealed class HostDeadline(OAuthDanceOptions options)
{
    /// <summary>How long a wait may last by default.</summary>
    public TimeSpan Timeout => options.EndpointTimeout;

    /// <summary>Waits for a call that may go on when the wait is given up, such as a read.</summary>
    /// <exception cref="TimeoutException">The deadline has passed.</exception>
    public async ValueTask<T> WaitAsync<T>(ValueTask<T> running, CancellationToken cancellationToken)
    {
        var task = running.AsTask();
        await WaitAsync(task, Timeout, cancellationToken).ConfigureAwait(false);
        if (task.IsCompleted)
            return await task.ConfigureAwait(false);
        Observe(task);
        throw CreateFailure(Timeout, cancellationToken);
    }

    /// <summary>Makes a call, and cancels it when the wait is given up.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <param name="timeout">How long to wait; null for <see cref="OAuthDanceOptions.EndpointTimeout"/>.</param>
    /// <param name="undo">Undoes the effect of a call that succeeds after the wait was given up.</param>
    /// <exception cref="TimeoutException">The deadline has passed.</exception>
    public async ValueTask<T> RunAsync<T>(
        Func<CancellationToken, ValueTask<T>> call,
        CancellationToken cancellationToken,
        TimeSpan? timeout = null,
        Func<T, ValueTask>? undo = null)
    {
        var limit = timeout ?? Timeout;
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var task = Start(call, stop.Token);
        if (!task.IsCompleted)
            await WaitAsync(task, limit, cancellationToken).ConfigureAwait(false);
        // A result that came is used, even if it came too late: a lease would never be released otherwise.
        if (!task.IsCompleted)
        {
            _ = StopAsync(stop, task, undo);
            throw CreateFailure(limit, cancellationToken);
        }
        stop.Dispose();
        return await task.ConfigureAwait(false);
    }

    /// <summary>Makes a call without a result, and cancels it when the wait is given up.</summary>
    /// <exception cref="TimeoutException">The deadline has passed.</exception>
    public async ValueTask RunAsync(Func<CancellationToken, ValueTask> call, CancellationToken cancellationToken) =>
        await RunAsync(
            async cancel =>
            {
                await call(cancel).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Observes the exception of a task that may be given up. Unobserved, its message could reach a log, with an
    /// address in it.
    /// </summary>
    public static void Observe(Task task) => _ = ObserveAsync(task);

    private static Task<T> Start<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return call(cancellationToken).AsTask();
        }
        catch (Exception fault)
        {
            return Task.FromException<T>(fault);
        }
    }

    private async Task WaitAsync(Task task, TimeSpan limit, CancellationToken cancellationToken) =>
        await task.WaitAsync(limit, options.Time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static Exception CreateFailure(TimeSpan limit, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? new OperationCanceledException(cancellationToken)
            : new TimeoutException($"The call did not complete within {limit.TotalSeconds:0.#} seconds.");

    private static async Task StopAsync<T>(CancellationTokenSource stop, Task<T> task, Func<T, ValueTask>? undo)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            _ = stop.CancelAsync();
            var late = await task.ConfigureAwait(false);
            if (undo is not null)
                await undo(late).ConfigureAwait(false);
        }
        // The failure of the wait was reported already.
        catch (Exception) { }
    }

    private static async Task ObserveAsync(Task task) =>
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
