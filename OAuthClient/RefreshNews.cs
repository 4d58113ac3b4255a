namespace OAuthClient;

/// <summary>
/// Tells what came of a refresh. Only after it has ended, its lease given back: a receiver may call the API itself, and take its time.
/// </summary>
internal sealed class RefreshNews(OAuthDance dance)
{
    public async Task RefreshedAsync(TokenKey key, OAuthToken token)
    {
        try
        {
            await dance.Tools.Signals.TokenRefreshed.SendAsync(dance, new(token, key.User, key.Account)).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            var error = new OAuthError(OAuthErrorCode.ReceiverFailed, $"A receiver of {DanceSignals.TokenRefreshedName} failed: {fault.GetType().Name}.") { Hint = "The token is stored all the same." };
            await FailedAsync(key, new HostFault(error, fault, "")).ConfigureAwait(false);
        }
    }

    public async Task FailedAsync(TokenKey key, Exception failure) =>
        await new DanceEnding(dance).FailAsync(failure, new(key.User, "/", null)).ConfigureAwait(false);
}
