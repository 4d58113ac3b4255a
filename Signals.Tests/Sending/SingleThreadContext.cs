using System.Collections.Concurrent;

namespace Signals.Tests.Sending;

/// <summary>A context with one thread, as a user interface has.</summary>
internal sealed class SingleThreadContext : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Call, object? State)> _posted = [];

    /// <summary>Runs all of it on this thread, and what it posts.</summary>
    public static void Run(Func<Task> program)
    {
        var before = Current;
        var self = new SingleThreadContext();
        try
        {
            SetSynchronizationContext(self);
            var running = program();
            running.ContinueWith(_ => self._posted.CompleteAdding(), TaskScheduler.Default);
            foreach (var (call, state) in self._posted.GetConsumingEnumerable())
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
