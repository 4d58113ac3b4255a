namespace Signals.Receivers;

/// <summary>Gives async receivers without an answer one shape: with a token, and returning a value task.</summary>
internal static class AsyncReceiver<TSender, TArgs>
{
    /// <param name="receiver">An async receiver that returns no result.</param>
    public static Func<TSender, TArgs, CancellationToken, ValueTask> WithToken(Delegate receiver) => receiver switch
    {
        Func<TSender, TArgs, CancellationToken, ValueTask> tell => tell,
        Func<TSender, TArgs, ValueTask> tell => (sender, args, _) => tell(sender, args),
        Func<TSender, TArgs, CancellationToken, Task> tell =>
            (sender, args, cancellationToken) => new(tell(sender, args, cancellationToken)),
        _ => (sender, args, _) => new(((Func<TSender, TArgs, Task>)receiver)(sender, args)),
    };

    /// <param name="receiver">An async receiver whose result is ignored.</param>
    public static Func<TSender, TArgs, CancellationToken, ValueTask> WithoutResult<TResult>(Delegate receiver) =>
        receiver switch
        {
            Func<TSender, TArgs, ValueTask<TResult>> tell =>
                async (sender, args, _) => await tell(sender, args).ConfigureAwait(false),
            _ => async (sender, args, cancellationToken) =>
                await ((Func<TSender, TArgs, CancellationToken, ValueTask<TResult>>)receiver)(
                    sender, args, cancellationToken).ConfigureAwait(false),
        };
}
