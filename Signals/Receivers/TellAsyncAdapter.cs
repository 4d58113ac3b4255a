namespace Signals.Receivers;

/// <summary>Calls a receiver as an async receiver without an answer.</summary>
internal sealed class TellAsyncAdapter<TSender, TArgs>(
    Delegate original, Func<TSender, TArgs, CancellationToken, ValueTask> call) : Adapter(original, null)
{
    public ValueTask Call(TSender sender, TArgs args, CancellationToken cancellationToken) =>
        call(sender, args, cancellationToken);
}
