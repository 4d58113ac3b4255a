namespace Signals.Receivers;

/// <summary>Calls an Rx observer or an owned receiver as a receiver without an answer.</summary>
internal sealed class TellAdapter<TSender, TArgs>(Delegate? original, string? name, Action<TSender, TArgs> call)
    : Adapter(original, name)
{
    public void Call(TSender sender, TArgs args) => call(sender, args);
}

/// <summary>Calls a receiver as an async receiver without an answer.</summary>
internal sealed class TellAsyncAdapter<TSender, TArgs>(
    Delegate original, Func<TSender, TArgs, CancellationToken, ValueTask> call) : Adapter(original, null)
{
    public ValueTask Call(TSender sender, TArgs args, CancellationToken cancellationToken) =>
        call(sender, args, cancellationToken);
}

/// <summary>Calls a receiver as a receiver that answers.</summary>
internal sealed class AskAdapter<TSender, TArgs, TAnswer>(
    Delegate? original, string? name, Func<TSender, TArgs, TAnswer?> call)
    : Adapter(original, name)
{
    public TAnswer? Call(TSender sender, TArgs args) => call(sender, args);
}

/// <summary>Calls a receiver as an async receiver that answers.</summary>
internal sealed class AskAsyncAdapter<TSender, TArgs, TAnswer>(
    Delegate original, Func<TSender, TArgs, CancellationToken, ValueTask<TAnswer?>> call) : Adapter(original, null)
{
    public ValueTask<TAnswer?> Call(TSender sender, TArgs args, CancellationToken cancellationToken) =>
        call(sender, args, cancellationToken);
}

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
