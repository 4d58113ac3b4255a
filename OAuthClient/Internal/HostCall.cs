namespace OAuthClient.Internal;

/// <summary>
/// Calls a class of the host. Its exceptions become a <see cref="HostFailureException"/>, unless the caller cancelled
/// the call.
/// </summary>
internal static class HostCall
{
    public static ValueTask<T> StoreAsync<T>(Func<ValueTask<T>> call, CancellationToken cancellationToken = default) =>
        RunAsync(call, HostFailureException.OfStore, cancellationToken);

    public static async ValueTask StoreAsync(Func<ValueTask> call, CancellationToken cancellationToken = default)
    {
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (Exception cause) when (!IsCancellation(cause, cancellationToken))
        {
            throw HostFailureException.OfStore(cause);
        }
    }

    public static async ValueTask<T> RunAsync<T>(
        Func<ValueTask<T>> call, Func<Exception, HostFailureException> translate, CancellationToken cancellationToken)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception cause) when (!IsCancellation(cause, cancellationToken))
        {
            throw translate(cause);
        }
    }

    /// <summary>Whether the caller cancelled the call. That is no failure of the host.</summary>
    public static bool IsCancellation(Exception cause, CancellationToken cancellationToken) =>
        cause is OperationCanceledException && cancellationToken.IsCancellationRequested;
}
