using System.Collections.Concurrent;

namespace Signals.Tests.Sending;

/// <summary>A synchronization context with one thread, as a user interface has.</summary>
internal sealed class SingleThreadContext : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Call, object? State)> _posted = [];

    /// <summary>Runs a program, and everything that it posts, on this thread.</summary>
    public static void Run(Func<Task> program)
    {
        var before = Current;
        var context = new SingleThreadContext();
        try
        {
            SetSynchronizationContext(context);
            var running = program();
            running.ContinueWith(_ => context._posted.CompleteAdding(), TaskScheduler.Default);
            foreach (var (call, state) in context._posted.GetConsumingEnumerable())
                call(state);
            running.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _posted.Add((d, state));
}
