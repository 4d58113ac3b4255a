using OAuthClient.Internal;
using OAuthClient.Login;

namespace OAuthClient.Refresh;

/// <summary>
/// Sends the signals of a refresh, after the refresh has ended and released its lease: a receiver may call the API
/// itself. Callers wait for the receivers, but not beyond the deadline.
/// </summary>
internal sealed class RefreshNotifier(OAuthDance dance)
{
    private readonly HostDeadline _deadline = dance.Dependencies.Deadline;

    public async Task NotifyRefreshedAsync(TokenKey key, OAuthToken token)
    {
        try
        {
            await _deadline.RunAsync(_ => SendRefreshedAsync(key, token), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            var message = $"A receiver of {OAuthSignals.TokenRefreshedName} failed: {fault.GetType().Name}.";
            var error = new OAuthError(OAuthErrorCode.ReceiverFailed, message) { Hint = "The token is stored all the same." };
            var failure = new HostFailureException(error, fault);
            dance.Dependencies.Trace.ReceiverFailed(key, failure);
            await NotifyFailedAsync(key, failure).ConfigureAwait(false);
        }
    }

    /// <summary>Tells of a token that was refreshed before, and that its store has saved at last.</summary>
    public Task NotifySavedAsync(TokenKey key, OAuthToken token)
    {
        dance.Dependencies.Trace.TokenStored(key, token);
        return NotifyRefreshedAsync(key, token);
    }

    public async Task NotifyFailedAsync(TokenKey key, Exception failure)
    {
        try
        {
            await _deadline.RunAsync(_ => SendErrorAsync(key, failure), CancellationToken.None).ConfigureAwait(false);
        }
        // The failure itself is thrown to the callers.
        catch (TimeoutException) { }
    }

    private async ValueTask SendRefreshedAsync(TokenKey key, OAuthToken token)
    {
        var args = new TokenRefreshedArgs(token, key.User, key.Account);
        await dance.Dependencies.Signals.TokenRefreshed.SendAsync(dance, args).ConfigureAwait(false);
    }

    private async ValueTask SendErrorAsync(TokenKey key, Exception failure) =>
        await new LoginCompletion(dance).FailAsync(failure, new(key.User, "/", null), LoginStep.Shared)
            .ConfigureAwait(false);
}
