using OAuthClient.Http;

namespace OAuthClient.OAuth1;

/// <summary>
/// The clock of a provider: the local clock, until the provider refuses a timestamp. From then on the local clock plus
/// the offset of the provider's Date header, until an answer shows that the local clock is right. Thread-safe.
/// </summary>
internal sealed class ServerClock(TimeProvider time)
{
    // With a smaller offset, the timestamp was not the reason for the refusal.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(10);

    // A clock that was set to the time of another zone is off by 14 hours at most. A Date further away is a mistake, or
    // made up: TLS fails too with a local clock that is so wrong.
    private static readonly TimeSpan LargestOffset = TimeSpan.FromDays(1);
    private long _offsetTicks;

    /// <summary>The offset with which the next request is signed.</summary>
    public TimeSpan Offset => new(Interlocked.Read(ref _offsetTicks));

    public DateTimeOffset Now => time.GetUtcNow() + Offset;

    /// <summary>
    /// Corrects the clock by an answer that refused the timestamp of a request. Names and values of the request that
    /// the answer repeats say nothing about the timestamp.
    /// </summary>
    /// <param name="answer">The refusal: an answer with status 400 or 401.</param>
    /// <param name="used">
    /// The offset with which the request was signed. Another request may have corrected the clock since.
    /// </param>
    /// <returns>Whether signing the request again makes sense.</returns>
    public bool TryCorrect(ProtocolAnswer answer, TimeSpan used)
    {
        if (Measure(answer.Date) is not { } offset || IsNear(offset, used))
            return false;
        // A request that was signed with a wrong offset may be refused in any words.
        if (offset != TimeSpan.Zero && !RefusesTimestamp(answer))
            return false;
        Interlocked.Exchange(ref _offsetTicks, offset.Ticks);
        return true;
    }

    /// <summary>Ends an earlier correction if an answer shows that the local clock is right.</summary>
    public void Heal(DateTimeOffset? date)
    {
        if (Offset != TimeSpan.Zero && Measure(date) == TimeSpan.Zero)
            Interlocked.Exchange(ref _offsetTicks, 0);
    }

    /// <summary>Whether the time of an answer can be the reason for a refusal.</summary>
    public bool IsSkewed(DateTimeOffset? date, TimeSpan used) => Measure(date) is { } offset && !IsNear(offset, used);

    private static bool RefusesTimestamp(ProtocolAnswer answer) =>
        ProblemReader.Read(answer, AnswerFields.Parse(answer)) == Problem.Timestamp;

    private static bool IsNear(TimeSpan offset, TimeSpan used) => (offset - used).Duration() < Tolerance;

    /// <returns>The offset of a time; zero if the local clock is right; null if the time cannot be.</returns>
    private TimeSpan? Measure(DateTimeOffset? date)
    {
        if (date - time.GetUtcNow() is not { } offset || offset.Duration() > LargestOffset)
            return null;
        return offset.Duration() < Tolerance ? TimeSpan.Zero : offset;
    }
}
