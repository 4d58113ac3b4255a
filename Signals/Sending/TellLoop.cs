using System.Reactive;
using System.Runtime.CompilerServices;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>Tells, and gathers nothing.</summary>
internal readonly struct TellLoop<TSender, TArgs> : ISyncLoop<TSender, TArgs, Unit>
{
    // Optimized from the first call: a frame that is not refers to receivers whose turn is over.
    // Unsafe.As: Connectable<TSender, TArgs> connects nothing but an Action<TSender, TArgs> as CallKind.Sync, and as an open receiver an
    // Action<TTarget, TSender, TArgs> with a target that is a TTarget, a class. A cast would look the type up at each call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Run(TSender sender, TArgs args, ref SendRun run, ref Unit state)
    {
        var items = run.Array.Items;
        var end = run.End;
        for (var at = run.At; at < end; at++)
        {
            var connection = items[at];
            run.At = at;
            if (connection.Hold == Hold.Open)
            {
                if (connection.Weak is { } target && connection.Held is { } thunk)
                    Unsafe.As<Action<object, TSender, TArgs>>(thunk)(target, sender, args);
                else
                    run.Skip(connection);
            }
            else if ((connection.Hold == Hold.Strong ? connection.Held : connection.Weak) is { } call)
            {
                Unsafe.As<Action<TSender, TArgs>>(call)(sender, args);
            }
            else
            {
                run.Skip(connection);
            }
        }
        return true;
    }

    public static bool Threw(SignalFault fault, ref Unit state) => true;
}
