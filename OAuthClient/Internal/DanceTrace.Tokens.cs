namespace OAuthClient.Internal;

/// <content>The events of tokens, outside of logins.</content>
internal sealed partial class DanceTrace
{
    public void TokenRefreshed(TokenKey key, OAuthToken? former, OAuthToken token, long startedAt)
    {
        DanceTelemetry.CountRefresh(provider, "refreshed", null, null);
        if (!IsHeard)
            return;
        Send(new(OAuthTraceEvent.TokenRefreshed, provider.Name)
        {
            Operation = TraceFlow.Operation,
            User = key.User,
            Account = key.Account,
            Token = token,
            FormerToken = former,
            Duration = ElapsedSince(startedAt),
        });
    }

    /// <summary>Tells that a refresh has failed.</summary>
    /// <param name="key">The key of the token.</param>
    /// <param name="token">The token; null when none was stored.</param>
    /// <param name="failure">The failure; its type says whether only a new login helps.</param>
    /// <param name="isTokenValid">Whether the token can still be used.</param>
    /// <param name="startedAt">The timestamp of the beginning of the refresh.</param>
    public void RefreshFailed(
        TokenKey key, OAuthToken? token, Exception failure, bool isTokenValid, long startedAt)
    {
        var hasEnded = failure is AuthorizationRequiredException;
        var error = FailureCause.FindError(failure);
        DanceTelemetry.CountRefresh(provider, hasEnded ? "rejected" : "failed", error, isTokenValid);
        if (!IsHeard)
            return;
        Send(new(hasEnded ? OAuthTraceEvent.TokenEnded : OAuthTraceEvent.RefreshFailed, provider.Name)
        {
            Operation = TraceFlow.Operation,
            User = key.User,
            Account = key.Account,
            Token = token,
            IsTokenValid = isTokenValid && !hasEnded,
            Error = error,
            Exception = FailureCause.FindException(failure),
            Duration = ElapsedSince(startedAt),
        });
    }

    /// <summary>Tells that a token has expired whose refresh was refused before. No refresh was made now.</summary>
    public void TokenEnded(TokenKey key, OAuthToken? token, AuthorizationRequiredException failure) =>
        SendOfToken(OAuthTraceEvent.TokenEnded, key, token, failure);

    public void TokenStored(TokenKey key, OAuthToken token) =>
        SendOfToken(OAuthTraceEvent.TokenStored, key, token, null);

    /// <summary>Tells that a user has signed out.</summary>
    /// <param name="key">The key of the token.</param>
    /// <param name="token">The token; null when there was none.</param>
    /// <param name="error">The failure of the revocation; null when the token is not valid any more.</param>
    /// <param name="fault">The exception of a store that has not deleted the token; null when it has.</param>
    public void SignedOut(TokenKey key, OAuthToken? token, OAuthError? error, Exception? fault) =>
        SendOfToken(
            OAuthTraceEvent.SignedOut, key, token,
            (error, fault) switch
            {
                (_, not null) => HostFailureException.FromStore(fault),
                (not null, _) => new OAuthException(OAuthOutcomeKind.ProviderFailed, error),
                _ => null,
            });

    public void ApiCallFailed(TokenKey key, Exception failure) =>
        SendOfToken(OAuthTraceEvent.ApiCallFailed, key, null, failure);

    public void ReceiverFailed(TokenKey key, Exception failure) =>
        SendOfToken(OAuthTraceEvent.ReceiverFailed, key, null, failure);

    private void SendOfToken(OAuthTraceEvent @event, TokenKey key, OAuthToken? token, Exception? failure)
    {
        if (!IsHeard)
            return;
        Send(new(@event, provider.Name)
        {
            Operation = TraceFlow.Operation,
            User = key.User,
            Account = key.Account,
            Token = token,
            Error = failure is null ? null : FailureCause.FindError(failure),
            Exception = failure is null ? null : FailureCause.FindException(failure),
        });
    }
}
