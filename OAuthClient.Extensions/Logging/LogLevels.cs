using Microsoft.Extensions.Logging;

namespace OAuthClient.Extensions.Logging;

/// <summary>
/// The level of each event: Error where the host failed or a token has ended, Warning where an operator may have to
/// act, Information where a login or token changed, Debug for everything else.
/// </summary>
internal static class LogLevels
{
    public static LogLevel Of(TraceArgs trace) => trace switch
    {
        { Exception: not null } => LogLevel.Error,
        { Error.Code: OAuthErrorCode.Prefetch } => LogLevel.Debug,
        { Outcome: OAuthOutcomeKind.Denied or OAuthOutcomeKind.InteractionRequired } => LogLevel.Information,
        _ => OfEvent(trace),
    };

    private static LogLevel OfEvent(TraceArgs trace) => trace.Event switch
    {
        OAuthTraceEvent.LoginBegun
            or OAuthTraceEvent.CallbackReceived
            or OAuthTraceEvent.CallbackRepeated
            or OAuthTraceEvent.RequestSent
            or OAuthTraceEvent.ApiCallRetried => LogLevel.Debug,
        OAuthTraceEvent.LoginFailed or OAuthTraceEvent.CallbackRefused => LogLevel.Warning,
        OAuthTraceEvent.RefreshFailed => trace.IsTokenValid == true ? LogLevel.Warning : LogLevel.Error,
        OAuthTraceEvent.TokenEnded => LogLevel.Error,
        OAuthTraceEvent.ApiCallFailed or OAuthTraceEvent.ReceiverFailed => LogLevel.Error,
        _ => trace.Error is null ? LogLevel.Information : LogLevel.Warning,
    };
}
