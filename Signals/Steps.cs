using System.Runtime.CompilerServices;

namespace Signals;

/// <summary>What a send that collects nothing has seen.</summary>
internal struct Told
{
    public int Reached;
    public List<SignalFault>? Faults;
}

/// <summary>Tells.</summary>
internal readonly struct TellStep<TSender, TArgs> : IStep<TSender, TArgs, Told>
{
    public static bool Plain(object call, TSender sender, TArgs args, ref Told state)
    {
        state.Reached++;
        Unsafe.As<Action<TSender, TArgs>>(call)(sender, args);
        return true;
    }

    public static bool Open(object thunk, object target, TSender sender, TArgs args, ref Told state)
    {
        state.Reached++;
        Unsafe.As<Action<object, TSender, TArgs>>(thunk)(target, sender, args);
        return true;
    }

    public static bool Any(object call, in Turns turns, TSender sender, TArgs args, ref Told state) =>
        turns.Target is { } target ? Open(call, target, sender, args, ref state) : Plain(call, sender, args, ref state);

    public static void Threw(SignalReceiver receiver, Exception fault, ref Told state) => (state.Faults ??= []).Add(new(receiver, fault));
}

/// <summary>Keeps each answer with its receiver.</summary>
internal readonly struct AskStep<TSender, TArgs, TAnswer> : IStep<TSender, TArgs, List<SignalAnswer<TAnswer>>>
{
    public static bool Plain(object call, TSender sender, TArgs args, ref List<SignalAnswer<TAnswer>> state) => throw new InvalidOperationException("An answer is kept with its receiver.");

    public static bool Open(object thunk, object target, TSender sender, TArgs args, ref List<SignalAnswer<TAnswer>> state) => Plain(thunk, sender, args, ref state);

    public static bool Any(object call, in Turns turns, TSender sender, TArgs args, ref List<SignalAnswer<TAnswer>> state)
    {
        var value = turns.Target is { } target
            ? Unsafe.As<Func<object, TSender, TArgs, TAnswer?>>(call)(target, sender, args)
            : Unsafe.As<Func<TSender, TArgs, TAnswer?>>(call)(sender, args);
        state.Add(new(turns.Describe(call), value, Adapter.Answers(call), null));
        return true;
    }

    public static void Threw(SignalReceiver receiver, Exception fault, ref List<SignalAnswer<TAnswer>> state) => state.Add(new(receiver, default, false, fault));
}

/// <summary>What a fold has come to.</summary>
internal struct Folded<TState>
{
    public TState State;
    public List<SignalFault>? Faults;
}

/// <summary>Folds each answer into a state, and keeps nothing.</summary>
internal readonly struct FoldStep<TFold, TSender, TArgs, TAnswer, TState> : IStep<TSender, TArgs, Folded<TState>>
    where TFold : ISignalFold<TAnswer, TState>
{
    public static bool Plain(object call, TSender sender, TArgs args, ref Folded<TState> state) =>
        TFold.Fold(ref state.State, Unsafe.As<Func<TSender, TArgs, TAnswer?>>(call)(sender, args));

    public static bool Open(object thunk, object target, TSender sender, TArgs args, ref Folded<TState> state) =>
        TFold.Fold(ref state.State, Unsafe.As<Func<object, TSender, TArgs, TAnswer?>>(thunk)(target, sender, args));

    public static bool Any(object call, in Turns turns, TSender sender, TArgs args, ref Folded<TState> state)
    {
        if (turns.Target is { } target)
            return Open(call, target, sender, args, ref state);
        var answer = Unsafe.As<Func<TSender, TArgs, TAnswer?>>(call)(sender, args);
        return !Adapter.Answers(call) || TFold.Fold(ref state.State, answer);
    }

    public static void Threw(SignalReceiver receiver, Exception fault, ref Folded<TState> state) => (state.Faults ??= []).Add(new(receiver, fault));
}
