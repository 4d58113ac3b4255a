using System.Runtime.CompilerServices;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>
/// The loop of a send that does not wait. It looks a weak receiver up when its turn comes, and refers to no other. A method without a
/// <c>try</c>, so that everything stays in registers: where it has got to is written down before each call, for the <c>try</c> around it.
/// </summary>
internal static class SyncLoop<TInvoker, TSender, TArgs, TState>
    where TInvoker : IInvoker<TSender, TArgs, TState>
{
    /// <returns>False when the send is to end early.</returns>
    // Optimized from the first call: a frame that is not keeps the receivers of turns that are over.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Run(TSender sender, TArgs args, ref SendRun run, ref TState state)
    {
        var items = run.Array.Items;
        var end = run.End;
        for (var at = run.At; at < end; at++)
        {
            var connection = items[at];
            run.At = at;
            if (connection.Hold == Hold.Open)
            {
                if (connection.Weak is not { } target || connection.Held is not { } thunk)
                    run.Skip(connection);
                else if (!TInvoker.InvokeOpen(thunk, target, sender, args, ref run, ref state))
                    return false;
            }
            else
            {
                if ((connection.Hold == Hold.Strong ? connection.Held : connection.Weak) is not { } call)
                    run.Skip(connection);
                else if (!TInvoker.Invoke(call, sender, args, ref run, ref state))
                    return false;
            }
        }
        return true;
    }
}
