using System.Globalization;
using System.Text;

namespace OAuthClient.Extensions.Logging;

/// <summary>Writes an event of a transcript: a line about it, and the redacted exchange below.</summary>
internal static class Transcript
{
    public static string Write(TraceArgs trace, LogScope scope)
    {
        var text = new StringBuilder($"{trace.Event} {scope}");
        if (trace.Outcome is { } outcome)
            text.Append(CultureInfo.InvariantCulture, $" outcome={outcome}");
        if (trace.Duration is { } duration)
            text.Append(CultureInfo.InvariantCulture, $" ms={duration.TotalMilliseconds:0}");
        if (trace.Error is { } error)
            text.Append(CultureInfo.InvariantCulture, $"\n{error}");
        if (trace.Exchange is { } exchange)
            text.Append(CultureInfo.InvariantCulture, $"\n{exchange}");
        return text.ToString();
    }
}
