namespace Signals.Receivers;

/// <summary>Calls a receiver as an async receiver that answers.</summary>
internal sealed class AskAsyncAdapter<TSender, TArgs, TAnswer>(
    Delegate original, Func<TSender, TArgs, CancellationToken, ValueTask<TAnswer?>> call) : Adapter(original, null)
{
    public ValueTask<TAnswer?> Call(TSender sender, TArgs args, CancellationToken cancellationToken) =>
        call(sender, args, cancellationToken);
}
