namespace Signals.Receivers;

/// <summary>Calls an open receiver without an answer as an open receiver that answers.</summary>
internal sealed class OpenTellAdapter<TTarget, TSender, TArgs, TAnswer>(Action<TTarget, TSender, TArgs> thunk)
    : Adapter(thunk, null)
{
    public TAnswer? Call(TTarget target, TSender sender, TArgs args)
    {
        thunk(target, sender, args);
        return default;
    }
}
