using System.Diagnostics.CodeAnalysis;

namespace OAuthClient.OAuth1;

/// <summary>
/// The clock of a provider: the local clock, until the provider refuses a timestamp. From then on the local clock plus
/// the offset of the provider's Date header. Thread-safe.
/// </summary>
internal sealed class ServerClock(TimeProvider time)
{
    // With a smaller offset, the timestamp was not the reason for the refusal.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(10);
    private long _offsetTicks;

    public DateTimeOffset Now => time.GetUtcNow().AddTicks(Interlocked.Read(ref _offsetTicks));

    /// <summary>Corrects the clock by an answer that refused a request.</summary>
    /// <param name="date">The Date header of the answer.</param>
    /// <param name="words">The challenge and the body of the answer.</param>
    /// <returns>Whether the clock has changed, so that signing the request again makes sense.</returns>
    public bool TryCorrect(DateTimeOffset? date, string words)
    {
        if (!IsSkewed(date) || !words.Contains("timestamp", StringComparison.OrdinalIgnoreCase))
            return false;
        Interlocked.Exchange(ref _offsetTicks, (date.Value - time.GetUtcNow()).Ticks);
        return true;
    }

    public bool IsSkewed([NotNullWhen(true)] DateTimeOffset? date) =>
        date is { } serverTime && (serverTime - Now).Duration() >= Tolerance;
}
