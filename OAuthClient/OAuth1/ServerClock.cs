using System.Diagnostics.CodeAnalysis;

namespace OAuthClient.OAuth1;

/// <summary>
/// What a provider's clock shows, as far as it has told: the local clock until it refused a timestamp of ours, and from then on as far
/// off as its Date header was. Thread-safe.
/// </summary>
internal sealed class ServerClock(TimeProvider time)
{
    // Below this the clock is not what was refused.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(10);
    private long _offsetTicks;

    public DateTimeOffset Now => time.GetUtcNow().AddTicks(Interlocked.Read(ref _offsetTicks));

    /// <summary>Learns from an answer that refused a request.</summary>
    /// <param name="date">Its Date header.</param>
    /// <param name="words">What it said.</param>
    /// <returns>Whether signing the request again makes sense: the timestamp was refused, and we know a better one now.</returns>
    public bool TryCorrect(DateTimeOffset? date, string words)
    {
        if (!IsSkewed(date) || !words.Contains("timestamp", StringComparison.OrdinalIgnoreCase))
            return false;
        Interlocked.Exchange(ref _offsetTicks, (date.Value - time.GetUtcNow()).Ticks);
        return true;
    }

    public bool IsSkewed([NotNullWhen(true)] DateTimeOffset? date) => date is { } theirs && (theirs - Now).Duration() >= Tolerance;
}
