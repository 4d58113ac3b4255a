namespace OAuthClient;

/// <summary>What the host gave us failed: a store, or a receiver. It ends the dance, once, in <see cref="DanceEnding.FailAsync"/>.</summary>
internal sealed class HostFault(OAuthError error, Exception cause, string explanation) : Exception(error.Message, cause)
{
    public OAuthError Error => error;

    public string Explanation => explanation;

    public static void ThrowIfAny(DanceDecision decision, string signal)
    {
        if (decision.Faults.Count == 0)
            return;
        var names = string.Join(", ", decision.Faults.Select(fault => $"{fault.Receiver} threw {fault.Exception.GetType().Name}"));
        throw new HostFault(
            new(OAuthErrorCode.ReceiverFailed, $"A receiver of {signal} failed: {names}.") { Hint = "Nothing was stored. The exception is in the args of oauth_error." },
            decision.Faults[0].Exception,
            decision.Explanation);
    }

    /// <summary>Calls a store; what it throws, at once or later, is a store's fault, unless the caller gave up.</summary>
    /// <param name="with">What the call needs, so that it captures nothing.</param>
    /// <param name="store">The call.</param>
    /// <param name="cancellationToken">Handed to the call.</param>
    public static ValueTask<T> Guard<TWith, T>(TWith with, Func<TWith, CancellationToken, ValueTask<T>> store, CancellationToken cancellationToken = default) =>
        Guard(with, store, OAuthErrorCode.StoreFailed, "A store", cancellationToken);

    /// <summary>Calls what the host gave us.</summary>
    public static async ValueTask<T> Guard<TWith, T>(TWith with, Func<TWith, CancellationToken, ValueTask<T>> part, string code, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await part(with, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw new HostFault(new(code, $"{name} failed with {cause.GetType().Name}.") { Hint = "The exception is in the args of oauth_error." }, cause, "");
        }
    }
}
