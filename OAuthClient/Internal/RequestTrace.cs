using System.Diagnostics;

namespace OAuthClient.Internal;

/// <summary>A request to an endpoint of the protocol, as telemetry and <c>oauth_trace</c> see it.</summary>
internal sealed class RequestTrace(DanceTrace trace, string endpoint, string address) : IDisposable
{
    private readonly Activity? _activity = DanceTelemetry.StartRequest(trace.Provider, endpoint, address);
    private readonly long _startedAt = trace.Timestamp;
    private TimeSpan _duration;
    private OAuthError? _error;

    /// <summary>Measures the request.</summary>
    /// <param name="status">The status of the answer; null when none came.</param>
    /// <param name="error">The failure; null when an answer came, and when the request was canceled.</param>
    public void End(int? status, OAuthError? error)
    {
        _duration = trace.ElapsedSince(_startedAt);
        _error = error;
        var errorType = (status, error) switch
        {
            (null, null) => "canceled",
            (null, _) => error.Code,
            ( >= 400, _) => status.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => null,
        };
        DanceTelemetry.RecordRequest(
            _activity, new(trace.Provider, endpoint, address), _duration, status, errorType);
    }

    public void Tell(TraceExchange exchange) => trace.RequestSent(exchange, _duration, _error);

    public void Dispose() => _activity?.Dispose();
}
