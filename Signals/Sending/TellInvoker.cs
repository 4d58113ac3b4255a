using System.Reactive;
using System.Runtime.CompilerServices;

namespace Signals.Sending;

/// <summary>Tells, and gathers nothing.</summary>
internal readonly struct TellInvoker<TSender, TArgs> : IInvoker<TSender, TArgs, Unit>
{
    // Unsafe.As: Connectable<TSender, TArgs> connects nothing else as CallKind.Sync, and a send is of the signal that it connected to.
    // A cast would look the type up at each call.
    public static bool Invoke(object call, TSender sender, TArgs args, ref SendRun run, ref Unit state)
    {
        Unsafe.As<Action<TSender, TArgs>>(call)(sender, args);
        return true;
    }

    // Unsafe.As: a thunk is an Action<TTarget, TSender, TArgs>, and the target that it was connected with is a TTarget, a class.
    public static bool InvokeOpen(object thunk, object target, TSender sender, TArgs args, ref SendRun run, ref Unit state)
    {
        Unsafe.As<Action<object, TSender, TArgs>>(thunk)(target, sender, args);
        return true;
    }

    public static bool Threw(SignalFault fault, ref Unit state) => true;
}
