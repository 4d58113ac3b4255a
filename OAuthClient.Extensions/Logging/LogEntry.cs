using Microsoft.Extensions.Logging;

namespace OAuthClient.Extensions.Logging;

/// <summary>Writes the entry of an event.</summary>
internal static class LogEntry
{
    public static void Write(LogEvents events, LogLevel level, TraceArgs trace)
    {
        var provider = trace.Provider;
        var exception = trace.Exception;
        var error = trace.Error;
        switch (trace.Event)
        {
            case OAuthTraceEvent.LoginBegun:
                events.LoginBegun(level, provider);
                break;
            case OAuthTraceEvent.LoginNotBegun:
                events.LoginNotBegun(level, exception, provider, error ?? (object)"a receiver declined it");
                break;
            case OAuthTraceEvent.CallbackReceived:
                events.CallbackReceived(level, provider, trace.Exchange?.Method);
                break;
            case OAuthTraceEvent.CallbackRefused:
                events.CallbackRefused(level, provider, error);
                break;
            case OAuthTraceEvent.CallbackRepeated:
                events.CallbackRepeated(level, provider, trace.Outcome);
                break;
            case OAuthTraceEvent.LoginFinished:
                events.LoginFinished(level, provider, trace.Outcome);
                break;
            case OAuthTraceEvent.LoginFailed:
                events.LoginFailed(level, exception, provider, error);
                break;
            case OAuthTraceEvent.RequestSent:
                WriteRequest(events, level, trace);
                break;
            default:
                WriteOfToken(events, level, trace);
                break;
        }
    }

    private static void WriteOfToken(LogEvents events, LogLevel level, TraceArgs trace)
    {
        var provider = trace.Provider;
        var exception = trace.Exception;
        var error = trace.Error;
        switch (trace.Event)
        {
            case OAuthTraceEvent.TokenRefreshed:
                events.TokenRefreshed(level, provider, trace.Duration?.TotalMilliseconds, trace.Token?.ExpiresAt);
                break;
            case OAuthTraceEvent.RefreshFailed:
                events.RefreshFailed(level, exception, provider, trace.IsTokenValid, error);
                break;
            case OAuthTraceEvent.TokenEnded:
                events.TokenEnded(level, provider, error);
                break;
            case OAuthTraceEvent.TokenStored:
                events.TokenStored(level, provider);
                break;
            case OAuthTraceEvent.SignedOut:
                events.SignedOut(level, exception, provider, error);
                break;
            case OAuthTraceEvent.ApiCallRetried:
                events.ApiCallRetried(level, provider, trace.RetryCause);
                break;
            case OAuthTraceEvent.ApiCallFailed:
                events.ApiCallFailed(level, exception, provider, error);
                break;
            case OAuthTraceEvent.ReceiverFailed:
                events.ReceiverFailed(level, exception, provider, error);
                break;
        }
    }

    private static void WriteRequest(LogEvents events, LogLevel level, TraceArgs trace)
    {
        var exchange = trace.Exchange;
        var result = (object?)exchange?.Status ?? trace.Error?.Code ?? "canceled";
        events.RequestSent(level, exchange?.Method, exchange?.Address, result, trace.Duration?.TotalMilliseconds);
    }
}
