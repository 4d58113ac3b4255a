namespace Signals.Sending;

/// <summary>Lists all answers, with their receivers.</summary>
internal readonly struct ListFold<TAnswer> : ISignalFold<TAnswer, List<SignalAnswer<TAnswer>>>
{
    public static bool Fold(ref List<SignalAnswer<TAnswer>> state, in SignalAnswer<TAnswer> answer)
    {
        state.Add(answer);
        return true;
    }
}
