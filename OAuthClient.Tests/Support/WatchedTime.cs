using Microsoft.Extensions.Time.Testing;

namespace OAuthClient.Tests;

/// <summary>
/// A clock that a test advances, and that tells whether code waits for the clock: a test that advances earlier would
/// let time pass unseen.
/// </summary>
internal sealed class WatchedTime() : FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
{
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(30);
    private int _waits;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        return IsDelay(state) ? new Wait(this, timer) : timer;
    }

    /// <summary>Advances the clock, second by second, until a task has ended.</summary>
    public async Task<T> RunAsync<T>(Task<T> task)
    {
        for (var second = 0; await IsWaitingAsync(task); second++)
        {
            Assert.That(second, Is.LessThan(4000), "the task waits for ever");
            Advance(TimeSpan.FromSeconds(1));
        }
        return await task;
    }

    /// <summary>Waits until a task waits for the clock, or has ended.</summary>
    /// <returns>Whether the task waits.</returns>
    public async Task<bool> IsWaitingAsync(Task task)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!task.IsCompleted && Volatile.Read(ref _waits) == 0)
        {
            Assert.That(TimeProvider.System.GetElapsedTime(began), Is.LessThan(LongestTurn), "the task hangs");
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
        return !task.IsCompleted;
    }

    // The timer of a deadline has another state than that of Task.Delay, which is a task of a type that is not public.
    private static bool IsDelay(object? state) =>
        state is Task && state.GetType().Name.StartsWith("DelayPromise", StringComparison.Ordinal);

    private sealed class Wait : ITimer
    {
        private readonly WatchedTime _time;
        private readonly ITimer _timer;
        private int _isEnded;

        public Wait(WatchedTime time, ITimer timer)
        {
            _time = time;
            _timer = timer;
            Interlocked.Increment(ref time._waits);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => _timer.Change(dueTime, period);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isEnded, 1) == 0)
                Interlocked.Decrement(ref _time._waits);
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return _timer.DisposeAsync();
        }
    }
}
