namespace OAuthClient.Testing.Contracts;

/// <summary>A store that rules are checked on. Immutable.</summary>
public abstract class StoreSubject
{
    private protected StoreSubject() { }

    /// <summary>How long a check may take before its store counts as hanging.</summary>
    /// <value>The default is a minute, of real time.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a check watches that a caller goes on waiting.</summary>
    /// <remarks>A store that is slower than this may break such a rule without being found.</remarks>
    /// <value>The default is 100 milliseconds, of real time.</value>
    public TimeSpan QuietTime { get; init; } = TimeSpan.FromMilliseconds(100);

    internal async Task ExpectWaitingAsync(Task caller, string expected)
    {
        await Task.WhenAny(caller, Task.Delay(QuietTime, TimeProvider.System)).ConfigureAwait(false);
        Expect.That(!caller.IsCompleted, expected, $"the caller waits no longer ({caller.Status})");
    }

    internal static async Task ExpectCanceledAsync(Task caller)
    {
        try
        {
            await caller.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        Expect.That(false, "an OperationCanceledException for the canceled caller", "an ordinary answer");
    }

    internal static Task<T[]> RunConcurrentlyAsync<T>(int count, Func<int, Task<T>> act) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(number => Task.Run(() => act(number))));
}
