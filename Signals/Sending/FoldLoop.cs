using System.Runtime.CompilerServices;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>Calls receivers and folds each answer into a state.</summary>
internal readonly struct FoldLoop<TFold, TSender, TArgs, TAnswer, TState> : ISyncLoop<TSender, TArgs, TState>
    where TFold : ISignalFold<TAnswer, TState>
{
    // Like TellLoop.Run, but Connectable<TSender, TArgs, TAnswer> connects a Func where TellLoop has an Action.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Run(ref SignalDelivery<TSender, TArgs> delivery, ref ReceiverRun run, ref TState state)
    {
        var array = run.Array;
        for (var index = run.Index; index < run.End; index++)
        {
            run.Index = index;
            run.IsFolding = false;
            TAnswer? answer;
            if ((index < array.StrongDelegates.Length && array.StrongDelegates[index] is { } call)
                || array.Items[index].TryGetDelegate(out call))
            {
                answer = Unsafe.As<Func<TSender, TArgs, TAnswer?>>(call)(delivery.Sender, delivery.Args);
            }
            else if (array.Items[index].TryGetThunk(out call, out var target))
            {
                answer = Unsafe.As<Func<object, TSender, TArgs, TAnswer?>>(call)(
                    target, delivery.Sender, delivery.Args);
            }
            else
            {
                run.Skip();
                continue;
            }
            var connection = array.Items[index];
            if (typeof(TAnswer) == typeof(object))
                TaskAnswer.RefuseTask(answer);
            var receiver = connection.Description ?? connection.Describe(array.List, call);
            run.IsFolding = true;
            if (!TFold.Fold(ref state, new SignalAnswer<TAnswer>(receiver, answer, connection.IsAnswering, null)))
                return false;
        }
        return true;
    }

    public static bool OnFault(SignalFault fault, ref TState state) =>
        TFold.Fold(ref state, new SignalAnswer<TAnswer>(fault.Receiver, default, false, fault.Exception));
}
