namespace Signals.Receivers;

/// <summary>Calls a receiver as a receiver that answers.</summary>
internal sealed class AskAdapter<TSender, TArgs, TAnswer>(
    Delegate? original, string? name, Func<TSender, TArgs, TAnswer?> call)
    : Adapter(original, name)
{
    public TAnswer? Call(TSender sender, TArgs args) => call(sender, args);
}
