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

    /// <summary>Awaits a store; what it throws is a store's fault.</summary>
    public static async ValueTask<T> Guard<T>(ValueTask<T> store)
    {
        try
        {
            return await store.ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            throw Store(cause);
        }
    }

    /// <inheritdoc cref="Guard{T}"/>
    public static async ValueTask Guard(ValueTask store)
    {
        try
        {
            await store.ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            throw Store(cause);
        }
    }

    private static HostFault Store(Exception cause) => new(
        new(OAuthErrorCode.StoreFailed, $"A store failed with {cause.GetType().Name}.") { Hint = "The exception is in the args of oauth_error." }, cause, "");
}
