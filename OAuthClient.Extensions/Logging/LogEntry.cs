using Microsoft.Extensions.Logging;
using static OAuthClient.Extensions.Logging.LogEvents;

namespace OAuthClient.Extensions.Logging;

/// <summary>Writes the entry of an event.</summary>
internal static class LogEntry
{
    public static void Write(ILogger log, LogLevel level, TraceArgs trace)
    {
        var provider = trace.Provider;
        var exception = trace.Exception;
        var error = trace.Error;
        switch (trace.Event)
        {
            case OAuthTraceEvent.LoginBegun:
                LoginBegun(log, level, provider);
                break;
            case OAuthTraceEvent.LoginNotBegun:
                LoginNotBegun(log, level, exception, provider, error ?? (object)"a receiver declined it");
                break;
            case OAuthTraceEvent.CallbackReceived:
                CallbackReceived(log, level, provider, trace.Exchange?.Method);
                break;
            case OAuthTraceEvent.CallbackRefused:
                CallbackRefused(log, level, provider, error);
                break;
            case OAuthTraceEvent.CallbackRepeated:
                CallbackRepeated(log, level, provider, trace.Outcome);
                break;
            case OAuthTraceEvent.LoginFinished:
                LoginFinished(log, level, provider, trace.Outcome);
                break;
            case OAuthTraceEvent.LoginFailed:
                LoginFailed(log, level, exception, provider, error);
                break;
            case OAuthTraceEvent.RequestSent:
                WriteRequest(log, level, trace);
                break;
            default:
                WriteOfToken(log, level, trace);
                break;
        }
    }

    private static void WriteOfToken(ILogger log, LogLevel level, TraceArgs trace)
    {
        var provider = trace.Provider;
        var exception = trace.Exception;
        var error = trace.Error;
        switch (trace.Event)
        {
            case OAuthTraceEvent.TokenRefreshed:
                TokenRefreshed(log, level, provider, trace.Duration?.TotalMilliseconds, trace.Token?.ExpiresAt);
                break;
            case OAuthTraceEvent.RefreshFailed:
                RefreshFailed(log, level, exception, provider, trace.IsTokenValid, error);
                break;
            case OAuthTraceEvent.TokenEnded:
                TokenEnded(log, level, provider, error);
                break;
            case OAuthTraceEvent.TokenStored:
                TokenStored(log, level, provider);
                break;
            case OAuthTraceEvent.SignedOut:
                SignedOut(log, level, exception, provider, error);
                break;
            case OAuthTraceEvent.ApiCallRetried:
                ApiCallRetried(log, level, provider, trace.RetryCause);
                break;
            case OAuthTraceEvent.ApiCallFailed:
                ApiCallFailed(log, level, exception, provider, error);
                break;
            case OAuthTraceEvent.ReceiverFailed:
                ReceiverFailed(log, level, exception, provider, error);
                break;
        }
    }

    private static void WriteRequest(ILogger log, LogLevel level, TraceArgs trace)
    {
        var exchange = trace.Exchange;
        var milliseconds = trace.Duration?.TotalMilliseconds;
        RequestSent(
            log, level, exchange?.Method, exchange?.Address, exchange?.Status, milliseconds, trace.Error?.Code);
    }
}
