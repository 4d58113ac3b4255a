using Signals;

namespace OAuthClient.Internal;

/// <summary>
/// Tells meters and receivers of <c>oauth_trace</c> about the logins, refreshes and requests of one dance. Nothing else
/// tells either, so that they never disagree. Without a receiver no args are made. Thread-safe.
/// </summary>
internal sealed partial class DanceTrace(
    OAuthProvider provider, Signal<OAuthDance, TraceArgs> signal, TimeProvider time)
{
    // Null for requests outside of a dance, such as a registration: only receivers of any sender hear of them.
    private OAuthDance? _dance;

    public OAuthProvider Provider => provider;

    /// <summary>The redirect URI of the dance; null when it only refreshes and grants.</summary>
    public string? RedirectUri => _dance?.RedirectUri;

    public long Timestamp => time.GetTimestamp();

    /// <summary>Whether an event would reach a receiver.</summary>
    public bool IsHeard => signal.HasReceiversFor(_dance!) && !TraceFlow.IsSilent;

    /// <summary>Sets the dance that sends the signal, once it is made.</summary>
    public void SetSender(OAuthDance dance) => _dance = dance;

    public TimeSpan ElapsedSince(long startedAt) => time.GetElapsedTime(startedAt);

    /// <summary>Gives the flow of the calling async method a number, by which its events belong together.</summary>
    public void EnterOperation()
    {
        if (IsHeard)
            TraceFlow.EnterOperation();
    }

    /// <summary>Starts recording the checks of one finish; null when no receiver would hear of them.</summary>
    public CallbackChecks? StartChecks() => IsHeard ? new() : null;

    public RequestTrace StartRequest(string endpoint, string address) => new(this, endpoint, address);

    public void RequestSent(TraceExchange exchange, TimeSpan duration, OAuthError? error) =>
        Send(new(OAuthTraceEvent.RequestSent, provider.Name)
        {
            Operation = TraceFlow.Operation,
            Exchange = exchange,
            Duration = duration,
            Error = error,
        });

    public void ApiCallRetried(TokenKey? key, OAuthToken? token, string cause)
    {
        if (!IsHeard)
            return;
        Send(new(OAuthTraceEvent.ApiCallRetried, provider.Name)
        {
            Operation = TraceFlow.Operation,
            User = key?.User ?? default,
            Account = key?.Account,
            Token = token,
            RetryCause = cause,
        });
    }

    private void Send(TraceArgs args)
    {
        TraceFlow.RunSilently(SendToReceivers, args);
        args.Exchange?.Close();
    }

    // Signals tells ReceiverFaulted of the faults. A receiver that awaits goes on alone: no login waits for a log.
    private void SendToReceivers(TraceArgs args)
    {
        var sending = signal.SendAsync(_dance!, args, FaultPolicy.AnswerFaults);
        if (!sending.IsCompleted)
            HostDeadline.Observe(sending.AsTask());
    }
}
