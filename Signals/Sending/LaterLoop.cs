using System.Reactive;
using System.Runtime.CompilerServices;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>The loop of an async send whose receivers return value tasks; see <see cref="TellLoop{TSender, TArgs}"/>.</summary>
internal static class LaterLoop<TSender, TArgs>
{
    /// <returns>True when all have completed; false when the one at the index has not, and is pending.</returns>
    public static bool Run(
        ReadOnlySpan<object?> calls, TSender sender, TArgs args, CancellationToken cancellationToken, ref int at, ref int reached, out ValueTask pending)
    {
        for (var next = at; next < calls.Length; next++)
        {
            if (calls[next] is not { } call)
                continue;
            at = next;
            cancellationToken.ThrowIfCancellationRequested();
            var task = Unsafe.As<Func<TSender, TArgs, ValueTask>>(call)(sender, args);
            if (!task.IsCompletedSuccessfully)
            {
                pending = task;
                return false;
            }
            task.GetAwaiter().GetResult();
            reached++;
        }
        pending = default;
        return true;
    }

    /// <summary>Awaits the one at the index, and goes on with the others.</summary>
    public static ValueTask<Told> GoOn(
        Snapshot snapshot, int at, int count, ValueTask pending, TSender sender, TArgs args, FaultPolicy faults, int reached, CancellationToken cancellationToken) =>
        AsyncSending.AwaitAsync<TellAsyncStep<TSender, TArgs>, TSender, TArgs, Unit, Told>(
            TellAsyncStep<TSender, TArgs>.Await(pending), snapshot.CallAt(at), Turns.After(snapshot, at, count), sender, args, faults, new() { Reached = reached }, cancellationToken);
}
