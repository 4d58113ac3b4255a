using System.Collections.Concurrent;

namespace OAuthClient.Refresh;

/// <summary>
/// The cooldowns of tokens whose refresh failed: until a cooldown is over, its token is not refreshed again. It lasts
/// as long as the provider asked, or else ten seconds while the token is valid and one second when it has expired.
/// Cooldowns that are over are removed when the table has doubled. Thread-safe.
/// </summary>
internal sealed class RefreshCooldowns(TimeProvider time)
{
    public static readonly TimeSpan ValidTokenCooldown = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ExpiredTokenCooldown = TimeSpan.FromSeconds(1);
    private const int MinSweepCount = 1_000;
    private readonly ConcurrentDictionary<TokenKey, Cooldown> _cooldowns = new();
    private int _nextSweepCount = MinSweepCount;

    private sealed record Cooldown(DateTimeOffset BeganAt, OAuthException Failure)
    {
        public DateTimeOffset EndsAt(bool hasExpired) =>
            BeganAt + (Failure.Error.RetryAfter ?? (hasExpired ? ExpiredTokenCooldown : ValidTokenCooldown));
    }

    public void Begin(TokenKey key, OAuthException failure)
    {
        _cooldowns[key] = new(time.GetUtcNow(), failure);
        if (_cooldowns.Count >= _nextSweepCount)
            RemoveEnded();
    }

    public void End(TokenKey key) => _cooldowns.TryRemove(key, out _);

    /// <summary>Finds the failure that the cooldown of a token began with; null when there is no cooldown.</summary>
    /// <param name="key">The key of the token.</param>
    /// <param name="hasExpired">Whether the token can no longer be used.</param>
    /// <returns>The failure. If the provider gave a time to wait, its error holds the remaining time.</returns>
    public OAuthException? Find(TokenKey key, bool hasExpired)
    {
        if (!_cooldowns.TryGetValue(key, out var cooldown))
            return null;
        var now = time.GetUtcNow();
        var end = cooldown.EndsAt(hasExpired);
        if (end <= now)
        {
            if (cooldown.EndsAt(hasExpired: false) <= now)
                _cooldowns.TryRemove(new(key, cooldown));
            return null;
        }
        var error = cooldown.Failure.Error;
        return new(cooldown.Failure.Kind, error.RetryAfter is null ? error : error with { RetryAfter = end - now });
    }

    private void RemoveEnded()
    {
        foreach (var (key, _) in _cooldowns)
            Find(key, hasExpired: false);
        _nextSweepCount = Math.Max(MinSweepCount, _cooldowns.Count * 2);
    }
}
