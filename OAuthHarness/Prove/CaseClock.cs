using Microsoft.Extensions.Time.Testing;

namespace OAuthHarness.Prove;

/// <summary>The clock of a case. It moves only while no client does anything but wait.</summary>
internal sealed class CaseClock(Activity activity)
{
    /// <summary>How long a call may take: many times any deadline of the client.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongStep = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(1);
    // A store may be at work, too.
    private const int LooksWhileWaiting = 10;
    // No call is known to wait for the clock: more likely than not the machine is slow.
    private const int LooksWhileNothingIsHeld = 100;
    private const int QueueTurns = 3;
    private static readonly TimeSpan LongestRealCall = TimeSpan.FromSeconds(60);

    /// <summary>The time, from now on: a dance must not have expired by the clock of a server.</summary>
    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    private int NeededLooks => (activity.Waiting.Value, activity.Held.Value) switch
    {
        ( > 0, _) => LooksWhileWaiting,
        (_, > 0) => 1,
        _ => LooksWhileNothingIsHeld,
    };

    /// <summary>Moves the clock until a call ends.</summary>
    /// <returns>Whether the call ended.</returns>
    public async Task<bool> DriveAsync(Task call)
    {
        var begin = Time.GetTimestamp();
        while (Time.GetElapsedTime(begin) is var waited && waited < Patience)
        {
            await AwaitHoldAsync(call);
            if (call.IsCompleted)
                return true;
            Time.Advance(waited < Patience / 4 ? Step : LongStep);
        }
        return call.IsCompleted;
    }

    /// <summary>Lets time pass, for the work that a client does in the background.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        await AwaitQuietAsync();
        for (var left = time; left > TimeSpan.Zero; left -= LongStep)
        {
            Time.Advance(left < LongStep ? left : LongStep);
            await AwaitQuietAsync();
        }
    }

    /// <summary>Waits until all clients wait, or the call has ended.</summary>
    /// <param name="call">The call; null for none.</param>
    /// <param name="ownCalls">How many of the calls in flight are held up by this wait itself.</param>
    public async Task AwaitQuietAsync(Task? call = null, int ownCalls = 0)
    {
        var begin = TimeProvider.System.GetTimestamp();
        int steps;
        do
        {
            steps = activity.Steps;
            var look = Task.Delay(Look, TimeProvider.System);
            await (call is null ? look : Task.WhenAny(call, look));
            await AwaitQueuedWorkAsync();
            if (TimeProvider.System.GetElapsedTime(begin) > LongestRealCall)
                throw new InvalidOperationException("A real call of a store takes more than a minute.");
        }
        while (call is not { IsCompleted: true } && (activity.InFlight.Value > ownCalls || activity.Steps != steps));
    }

    // On a busy machine the work of a client may still wait for a thread, and later work waits behind it.
    private static async Task AwaitQueuedWorkAsync()
    {
        for (var turn = 0; turn < QueueTurns; turn++)
        {
            await Task.Factory.StartNew(
                static () => { },
                CancellationToken.None,
                TaskCreationOptions.PreferFairness | TaskCreationOptions.DenyChildAttach,
                TaskScheduler.Default);
        }
    }

    private async Task AwaitHoldAsync(Task call)
    {
        await AwaitQuietAsync(call);
        for (var look = 1; look < NeededLooks && !call.IsCompleted; look++)
            await AwaitQuietAsync(call);
    }
}
