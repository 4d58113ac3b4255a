using System.Reactive;
using System.Runtime.CompilerServices;

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
        var calls = run.Array.Calls;
        var items = run.Array.Items;
        var end = run.End;
        for (var at = run.At; at < end; at++)
        {
            run.At = at;
            if (at < calls.Length && calls[at] is { } strong)
                Unsafe.As<Action<TSender, TArgs>>(strong)(sender, args);
            else if (items[at].Read(out var target) is not { } call)
                run.Skip(items[at]);
            else if (target is null)
                Unsafe.As<Action<TSender, TArgs>>(call)(sender, args);
            else
                Unsafe.As<Action<object, TSender, TArgs>>(call)(target, sender, args);
        }
        return true;
    }

    public static bool Threw(SignalFault fault, ref Unit state) => true;
}
