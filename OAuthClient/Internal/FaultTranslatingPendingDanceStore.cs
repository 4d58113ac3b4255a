namespace OAuthClient.Internal;

/// <summary>The host's pending-dance store, whose exceptions become a <see cref="HostFailureException"/>.</summary>
/// <remarks>
/// Each method has its own catch block, for the reason given at <see cref="FaultTranslatingTokenStore"/>.
/// </remarks>
internal sealed class FaultTranslatingPendingDanceStore(IPendingDanceStore store) : IPendingDanceStore
{
    public async ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.SaveAsync(dance, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (!HostFailureException.IsCancellation(cause, cancellationToken))
        {
            throw HostFailureException.FromStore(cause);
        }
    }

    public async ValueTask<PendingDance?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        try
        {
            return await store.FindAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (!HostFailureException.IsCancellation(cause, cancellationToken))
        {
            throw HostFailureException.FromStore(cause);
        }
    }

    public async ValueTask<bool> TakeAsync(
        string id, string callbackDigest, CancellationToken cancellationToken = default)
    {
        try
        {
            return await store.TakeAsync(id, callbackDigest, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (!HostFailureException.IsCancellation(cause, cancellationToken))
        {
            throw HostFailureException.FromStore(cause);
        }
    }

    public async ValueTask FinishAsync(string id, OAuthOutcome outcome, CancellationToken cancellationToken = default)
    {
        try
        {
            await store.FinishAsync(id, outcome, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (!HostFailureException.IsCancellation(cause, cancellationToken))
        {
            throw HostFailureException.FromStore(cause);
        }
    }

    public async ValueTask<FinishedDance?> WaitForOutcomeAsync(string id, CancellationToken cancellationToken = default)
    {
        try
        {
            return await store.WaitForOutcomeAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (!HostFailureException.IsCancellation(cause, cancellationToken))
        {
            throw HostFailureException.FromStore(cause);
        }
    }
}
