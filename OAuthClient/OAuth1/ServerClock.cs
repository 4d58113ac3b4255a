using System.Diagnostics.CodeAnalysis;
using OAuthClient.Http;

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

    /// <summary>
    /// Corrects the clock by an answer that refused the timestamp of a request. Names and values of the request that
    /// the answer repeats say nothing about the timestamp.
    /// </summary>
    /// <param name="answer">The answer.</param>
    /// <returns>Whether the clock has changed, so that signing the request again makes sense.</returns>
    public bool TryCorrect(ProtocolAnswer answer)
    {
        var date = answer.Date;
        if (!IsSkewed(date) || ProblemReader.Read(answer, AnswerFields.Parse(answer)) != Problem.Timestamp)
            return false;
        Interlocked.Exchange(ref _offsetTicks, (date.Value - time.GetUtcNow()).Ticks);
        return true;
    }

    public bool IsSkewed([NotNullWhen(true)] DateTimeOffset? date) =>
        date is { } serverTime && (serverTime - Now).Duration() >= Tolerance;
}
