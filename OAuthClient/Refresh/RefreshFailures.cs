using System.Collections.Concurrent;

namespace OAuthClient.Refresh;

/// <summary>
/// The tokens whose last refresh failed. Until the rest of a failure is over, its token is not refreshed again.
/// Thread-safe.
/// </summary>
/// <remarks>
/// A rest lasts as long as the provider asked, up to an hour while the token is valid and ten minutes when it has
/// expired; or else ten seconds and one second, twice as long after each further failure of the same meaning, up to ten
/// minutes and one minute. Failures that are an hour old are removed when the table has doubled. Of more than 10,000
/// failures the older half is removed: those tokens are refreshed earlier.
/// </remarks>
internal sealed class RefreshFailures(TimeProvider time)
{
    public static readonly TimeSpan FirstRestOfValid = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstRestOfExpired = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRestOfValid = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestRestOfExpired = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestAskedOfValid = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestAskedOfExpired = TimeSpan.FromMinutes(10);
    private const int MinSweepCount = 1_000;
    private const int MaxCount = 10_000;
    private readonly ConcurrentDictionary<TokenKey, RefreshFailure> _failures = new();
    private int _nextSweepCount = MinSweepCount;

    /// <summary>Records that a refresh failed.</summary>
    /// <param name="key">The key of the token.</param>
    /// <param name="token">The token that was to be refreshed.</param>
    /// <param name="exception">The failure.</param>
    /// <param name="hasEnded">Whether the token can no longer be used.</param>
    /// <returns>Whether the failure is to be told: once while the token is valid, and once when it has ended.</returns>
    public bool Record(TokenKey key, OAuthToken? token, OAuthException exception, bool hasEnded)
    {
        var last = FindOf(key, token);
        var isFurther = last is not null && last.IsLike(exception);
        _failures[key] = new(exception, token?.AccessToken ?? default, time.GetTimestamp())
        {
            Count = isFurther ? last!.Count + 1 : 1,
            IsEndTold = hasEnded || (isFurther && last!.IsEndTold),
        };
        if (_failures.Count >= _nextSweepCount)
            RemoveForgotten();
        return !isFurther || (hasEnded && !last!.IsEndTold);
    }

    /// <summary>Finds the failure of a token that still rests; null when the token may be refreshed.</summary>
    /// <returns>The failure. If the provider gave a time to wait, its error holds the remaining time.</returns>
    public OAuthException? FindResting(TokenKey key, OAuthToken? token, bool hasEnded)
    {
        if (FindOf(key, token) is not { } failure)
            return null;
        var remaining = RestOf(failure, hasEnded) - time.GetElapsedTime(failure.BeganAt);
        return remaining > TimeSpan.Zero ? failure.WithRemaining(remaining) : null;
    }

    /// <summary>Notes that the end of a token is told, whose refresh was refused while it was valid.</summary>
    /// <returns>Whether it was not told before.</returns>
    public bool TryTellEnd(TokenKey key)
    {
        var failure = _failures.GetValueOrDefault(key);
        return failure is { IsEndTold: false } && _failures.TryUpdate(key, failure with { IsEndTold = true }, failure);
    }

    public void End(TokenKey key) => _failures.TryRemove(key, out _);

    // A login or another machine may have stored another token, which was not refused.
    private RefreshFailure? FindOf(TokenKey key, OAuthToken? token) =>
        _failures.TryGetValue(key, out var failure) && failure.AccessToken == (token?.AccessToken ?? default)
            ? failure
            : null;

    private static TimeSpan RestOf(RefreshFailure failure, bool hasEnded)
    {
        // A provider that asks for a day must not lock a user out for a day.
        if (failure.Exception.Error.RetryAfter is { } asked)
        {
            var longestAsked = hasEnded ? LongestAskedOfExpired : LongestAskedOfValid;
            return asked < longestAsked ? asked : longestAsked;
        }
        var (first, longest) = hasEnded
            ? (FirstRestOfExpired, LongestRestOfExpired)
            : (FirstRestOfValid, LongestRestOfValid);
        // A store that is back is used at once.
        if (failure.Exception.Error.Code == OAuthErrorCode.StoreFailed)
            return first;
        var rest = first * Math.Pow(2, Math.Min(failure.Count, 16) - 1);
        return rest < longest ? rest : longest;
    }

    private void RemoveForgotten()
    {
        foreach (var (key, failure) in _failures)
        {
            var elapsed = time.GetElapsedTime(failure.BeganAt);
            if (elapsed > Memory)
                _failures.TryRemove(new(key, failure));
        }
        if (_failures.Count >= MaxCount)
            RemoveOlderHalf();
        _nextSweepCount = Math.Clamp(_failures.Count * 2, MinSweepCount, MaxCount);
    }

    private void RemoveOlderHalf()
    {
        foreach (var old in _failures.OrderBy(failure => failure.Value.BeganAt).Take(MaxCount / 2).ToArray())
            _failures.TryRemove(old);
    }
}
