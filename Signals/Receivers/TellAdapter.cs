namespace Signals.Receivers;

/// <summary>Calls an Rx observer or an owned receiver as a receiver without an answer.</summary>
internal sealed class TellAdapter<TSender, TArgs>(Delegate? original, string? name, Action<TSender, TArgs> call)
    : Adapter(original, name)
{
    public void Call(TSender sender, TArgs args) => call(sender, args);
}
