namespace Signals.Sending;

/// <summary>The first answer that is not null.</summary>
internal readonly struct FirstFold<TAnswer> : ISignalFold<TAnswer, TAnswer?>
{
    public static bool Fold(ref TAnswer? state, in SignalAnswer<TAnswer> answer)
    {
        if (!answer.HasValue)
            return true;
        state = answer.Value;
        return state is null;
    }
}

/// <summary>The state of a search for an answer whose predicate has a given result.</summary>
internal record struct AnyState<TAnswer>(Func<TAnswer?, bool> Predicate, bool Wanted)
{
    public bool IsFound { get; set; }
}

/// <summary>Searches for an answer whose predicate is as wanted.</summary>
internal readonly struct AnyFold<TAnswer> : ISignalFold<TAnswer, AnyState<TAnswer>>
{
    public static bool Fold(ref AnyState<TAnswer> state, in SignalAnswer<TAnswer> answer)
    {
        state.IsFound = answer.HasValue && state.Predicate(answer.Value) == state.Wanted;
        return !state.IsFound;
    }
}

/// <summary>The function of a fold, and its state.</summary>
internal record struct AggregateState<TAnswer, TState>(Func<TState, TAnswer?, TState> Fold, TState State);

/// <summary>Folds answers with a function.</summary>
internal readonly struct AggregateFold<TAnswer, TState> : ISignalFold<TAnswer, AggregateState<TAnswer, TState>>
{
    public static bool Fold(ref AggregateState<TAnswer, TState> state, in SignalAnswer<TAnswer> answer)
    {
        if (answer.HasValue)
            state.State = state.Fold(state.State, answer.Value);
        return true;
    }
}
