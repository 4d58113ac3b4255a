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
        try
        {
            return await task.WaitAsync(options.EndpointTimeout, options.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (!task.IsCompleted)
        {
            _ = ObserveAsync(task);
            throw Explain(failure, options.EndpointTimeout);
        }
    }

    /// <summary>Makes a call, and cancels it when the wait is given up.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <param name="timeout">How long to wait; null for <see cref="OAuthDanceOptions.EndpointTimeout"/>.</param>
    /// <param name="undo">Undoes the effect of a call that completes after the wait was given up.</param>
    /// <exception cref="TimeoutException">The deadline has passed.</exception>
    public async ValueTask<T> RunAsync<T>(
        Func<CancellationToken, ValueTask<T>> call,
        CancellationToken cancellationToken,
        TimeSpan? timeout = null,
        Func<T, ValueTask>? undo = null)
    {
        var limit = timeout ?? options.EndpointTimeout;
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<T>? task = null;
        try
        {
            var running = call(stop.Token);
            if (running.IsCompleted)
                return await running.ConfigureAwait(false);
            task = running.AsTask();
            return await task.WaitAsync(limit, options.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (task is { IsCompleted: false })
        {
            _ = StopAsync(stop, task, undo);
            throw Explain(failure, limit);
        }
        finally
        {
            if (task is not { IsCompleted: false })
                stop.Dispose();
        }
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

    private static Exception Explain(Exception failure, TimeSpan limit) => failure is TimeoutException
        ? new TimeoutException($"The call did not complete within {limit.TotalSeconds:0.#} seconds.")
        : failure;

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
