using OAuthClient.Internal;

namespace OAuthClient.Login;

/// <summary>
/// Stores a token in the place of the one that the store has, whichever that is: the token of a new login, or a token
/// that the host has from elsewhere.
/// </summary>
internal static class TokenReplacement
{
    // A store that keeps to its contract does not refuse this many times.
    private const int MaxAttempts = 5;

    public static async ValueTask StoreAsync(
        OAuthDance dance, ITokenStore store, TokenKey key, OAuthToken token, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var version = await ReadVersionAsync(store, key, cancellationToken).ConfigureAwait(false);
            if (!await TryPutAsync(store, key, token, version, cancellationToken).ConfigureAwait(false))
                continue;
            dance.Refresher.ForgetToken(key);
            return;
        }
        throw OAuthException.Failed(
            OAuthErrorCode.StoreFailed,
            $"The token store refused {MaxAttempts} times to replace the version it had just given.");
    }

    // A write that failed may have stored the token all the same.
    private static async ValueTask<bool> TryPutAsync(
        ITokenStore store, TokenKey key, OAuthToken token, long? version, CancellationToken cancellationToken)
    {
        try
        {
            return await store.PutAsync(key, token, version, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (!HostFailureException.IsCancellation(failure, cancellationToken))
        {
            if (await HoldsAsync(store, key, token).ConfigureAwait(false))
                return true;
            throw;
        }
    }

    private static async ValueTask<bool> HoldsAsync(ITokenStore store, TokenKey key, OAuthToken token)
    {
        try
        {
            var stored = await store.GetAsync(key).ConfigureAwait(false);
            return stored?.Token.AccessToken == token.AccessToken && stored.Token.RefreshToken == token.RefreshToken;
        }
        // The failure of the write is the one to report.
        catch (Exception)
        {
            return false;
        }
    }

    // A damaged record is deleted: the new token takes its place.
    private static async ValueTask<long?> ReadVersionAsync(
        ITokenStore store, TokenKey key, CancellationToken cancellationToken)
    {
        try
        {
            return (await store.GetAsync(key, cancellationToken).ConfigureAwait(false))?.Version;
        }
        catch (Exception failure) when (IsDamaged(failure))
        {
            await store.DeleteAsync(key, cancellationToken: cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    private static bool IsDamaged(Exception failure) =>
        failure is DamagedRecordException or HostFailureException { InnerException: DamagedRecordException };
}
