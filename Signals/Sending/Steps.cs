using System.Runtime.CompilerServices;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>What a send that collects nothing has seen.</summary>
internal struct Told
{
    public int Reached;
    public List<SignalFault>? Faults;
}

/// <summary>What a fold has come to.</summary>
internal struct Folded<TState>
{
    public TState State;
    public List<SignalFault>? Faults;
}

/// <summary>Tells.</summary>
internal readonly struct TellStep<TSender, TArgs> : IStep<TSender, TArgs, Told>
{
    public static bool Call(object call, in Turns turns, TSender sender, TArgs args, ref Told state)
    {
        state.Reached++;
        if (turns.Target is { } target)
            Unsafe.As<Action<object, TSender, TArgs>>(call)(target, sender, args);
        else
            Unsafe.As<Action<TSender, TArgs>>(call)(sender, args);
        return true;
    }

    public static void Threw(SignalReceiver receiver, Exception fault, ref Told state) => (state.Faults ??= []).Add(new(receiver, fault));
}

/// <summary>Keeps each answer with its receiver.</summary>
internal readonly struct AskStep<TSender, TArgs, TAnswer> : IStep<TSender, TArgs, List<SignalAnswer<TAnswer>>>
{
    public static bool Call(object call, in Turns turns, TSender sender, TArgs args, ref List<SignalAnswer<TAnswer>> state)
    {
        var value = Answer.Of<TSender, TArgs, TAnswer>(call, turns.Target, sender, args);
        state.Add(new(turns.Describe(call), value, Adapter.Answers(call), null));
        return true;
    }

    public static void Threw(SignalReceiver receiver, Exception fault, ref List<SignalAnswer<TAnswer>> state) => state.Add(new(receiver, default, false, fault));
}

/// <summary>Folds each answer into a state, and keeps nothing.</summary>
internal readonly struct FoldStep<TFold, TSender, TArgs, TAnswer, TState> : IStep<TSender, TArgs, Folded<TState>>
    where TFold : ISignalFold<TAnswer, TState>
{
    public static bool Call(object call, in Turns turns, TSender sender, TArgs args, ref Folded<TState> state)
    {
        var answer = Answer.Of<TSender, TArgs, TAnswer>(call, turns.Target, sender, args);
        return !Adapter.Answers(call) || TFold.Fold(ref state.State, answer);
    }

    public static void Threw(SignalReceiver receiver, Exception fault, ref Folded<TState> state) => (state.Faults ??= []).Add(new(receiver, fault));
}

internal static class Answer
{
    public static TAnswer? Of<TSender, TArgs, TAnswer>(object call, object? target, TSender sender, TArgs args) => target is not null
        ? Unsafe.As<Func<object, TSender, TArgs, TAnswer?>>(call)(target, sender, args)
        : Unsafe.As<Func<TSender, TArgs, TAnswer?>>(call)(sender, args);
}
