using System.Runtime.CompilerServices;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>Folds each answer into a state.</summary>
internal readonly struct FoldInvoker<TFold, TSender, TArgs, TAnswer, TState> : IInvoker<TSender, TArgs, TState>
    where TFold : ISignalFold<TAnswer, TState>
{
    // Unsafe.As: as in TellInvoker; Connectable<TSender, TArgs, TAnswer> connects nothing else as CallKind.Sync.
    public static bool Invoke(object call, TSender sender, TArgs args, ref SendRun run, ref TState state)
    {
        run.IsFolding = false;
        var answer = Unsafe.As<Func<TSender, TArgs, TAnswer?>>(call)(sender, args);
        return Take(call, answer, ref run, ref state);
    }

    public static bool InvokeOpen(object thunk, object target, TSender sender, TArgs args, ref SendRun run, ref TState state)
    {
        run.IsFolding = false;
        var answer = Unsafe.As<Func<object, TSender, TArgs, TAnswer?>>(thunk)(target, sender, args);
        return Take(thunk, answer, ref run, ref state);
    }

    public static bool Threw(SignalFault fault, ref TState state) =>
        TFold.Fold(ref state, new SignalAnswer<TAnswer>(fault.Receiver, default, false, fault.Exception));

    private static bool Take(object call, TAnswer? answer, ref SendRun run, ref TState state)
    {
        if (typeof(TAnswer) == typeof(object))
            TaskAnswer.Refuse(answer);
        var connection = run.Current;
        var receiver = connection.Description ?? connection.Describe(run.Array.List, call);
        run.IsFolding = true;
        return TFold.Fold(ref state, new SignalAnswer<TAnswer>(receiver, answer, connection.IsAnswering, null));
    }
}
