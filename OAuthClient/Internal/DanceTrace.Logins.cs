namespace OAuthClient.Internal;

/// <content>The events of logins.</content>
internal sealed partial class DanceTrace
{
    public void LoginBegun(TracedLogin login, Uri authorizationUrl)
    {
        DanceTelemetry.CountLogin(provider, "begun", null);
        if (!IsHeard)
            return;
        var exchange = BrowserExchange.OfAuthorization(authorizationUrl, provider.ClientSecret, RedirectUri);
        Send(OAuthTraceEvent.LoginBegun, login, exchange);
    }

    /// <summary>Tells that a receiver declined a login before it began.</summary>
    public void LoginDeclined(TracedLogin login)
    {
        DanceTelemetry.CountLogin(provider, "not begun", null);
        if (IsHeard)
            Send(OAuthTraceEvent.LoginNotBegun, login, null);
    }

    public void CallbackReceived(OAuthCallback callback, string? id)
    {
        if (!IsHeard)
            return;
        var exchange = BrowserExchange.OfCallback(callback, provider.ClientSecret, RedirectUri);
        Send(OAuthTraceEvent.CallbackReceived, new(default, id), exchange);
    }

    /// <summary>Tells that a repeated callback got the outcome of the first one.</summary>
    public void CallbackRepeated(OAuthOutcome outcome, TracedLogin login)
    {
        DanceTelemetry.CountOutcome(provider, "Repeated", null);
        if (!IsHeard)
            return;
        Send(new(OAuthTraceEvent.CallbackRepeated, provider.Name)
        {
            Operation = TraceFlow.Operation,
            Login = login.Digest,
            User = outcome.User,
            Outcome = outcome.Kind,
            Checks = ChecksOf(login),
        });
    }

    /// <summary>Tells the outcome of a login that has succeeded.</summary>
    public void LoginFinished(TracedLogin login, OAuthOutcome outcome, OAuthToken token)
    {
        DanceTelemetry.CountOutcome(provider, outcome.Kind.ToString(), null);
        if (!IsHeard)
            return;
        Send(new(OAuthTraceEvent.LoginFinished, provider.Name)
        {
            Operation = TraceFlow.Operation,
            Login = login.Digest,
            User = outcome.User.Or(login.User),
            Account = outcome.Account,
            Outcome = outcome.Kind,
            Token = token,
            Checks = ChecksOf(login),
        });
    }

    /// <summary>Tells the failure of a login; that of a refresh or call is told by its own event.</summary>
    public void LoginFailed(
        LoginStep step, TracedLogin login, OAuthOutcomeKind kind, OAuthError error, Exception? exception)
    {
        if (step == LoginStep.Shared)
            return;
        if (step == LoginStep.Begin)
            DanceTelemetry.CountLogin(provider, "not begun", error);
        else
            DanceTelemetry.CountOutcome(provider, kind.ToString(), error);
        if (!IsHeard)
            return;
        Send(new(EventOf(step, kind), provider.Name)
        {
            Operation = TraceFlow.Operation,
            Login = login.Digest,
            User = login.User,
            Outcome = kind,
            Error = error,
            Exception = exception,
            Checks = ChecksOf(login),
        });
    }

    private static IReadOnlyList<TraceCheck> ChecksOf(TracedLogin login) => login.Checks?.List() ?? [];

    private static OAuthTraceEvent EventOf(LoginStep step, OAuthOutcomeKind kind) => (step, kind) switch
    {
        (LoginStep.Begin, _) => OAuthTraceEvent.LoginNotBegun,
        (LoginStep.Finish, OAuthOutcomeKind.Refused) => OAuthTraceEvent.CallbackRefused,
        _ => OAuthTraceEvent.LoginFailed,
    };

    private void Send(OAuthTraceEvent @event, TracedLogin login, TraceExchange? exchange) =>
        Send(new(@event, provider.Name)
        {
            Operation = TraceFlow.Operation,
            Login = login.Digest,
            User = login.User,
            Exchange = exchange,
        });
}
