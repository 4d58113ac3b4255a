using System.Runtime.CompilerServices;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>Folds each answer into a state.</summary>
internal readonly struct FoldLoop<TFold, TSender, TArgs, TAnswer, TState> : ISyncLoop<TSender, TArgs, TState>
    where TFold : ISignalFold<TAnswer, TState>
{
    // As TellLoop.Run; Connectable<TSender, TArgs, TAnswer> connects functions in place of actions.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Run(TSender sender, TArgs args, ref SendRun run, ref TState state)
    {
        var calls = run.Array.Calls;
        var items = run.Array.Items;
        var end = run.End;
        for (var at = run.At; at < end; at++)
        {
            run.At = at;
            run.IsFolding = false;
            TAnswer? answer;
            object? target = null;
            if ((at < calls.Length ? calls[at] : null) is not { } call && (call = items[at].Read(out target)) is null)
            {
                run.Skip(items[at]);
                continue;
            }
            if (target is null)
                answer = Unsafe.As<Func<TSender, TArgs, TAnswer?>>(call)(sender, args);
            else
                answer = Unsafe.As<Func<object, TSender, TArgs, TAnswer?>>(call)(target, sender, args);
            var connection = items[at];
            if (typeof(TAnswer) == typeof(object))
                TaskAnswer.Refuse(answer);
            var receiver = connection.Description ?? connection.Describe(run.Array.List, call);
            run.IsFolding = true;
            if (!TFold.Fold(ref state, new SignalAnswer<TAnswer>(receiver, answer, connection.IsAnswering, null)))
                return false;
        }
        return true;
    }

    public static bool Threw(SignalFault fault, ref TState state) =>
        TFold.Fold(ref state, new SignalAnswer<TAnswer>(fault.Receiver, default, false, fault.Exception));
}
