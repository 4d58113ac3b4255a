using System.Collections.Concurrent;

namespace OAuthClient;

/// <summary>
/// How long whoever failed to refresh a token is left alone, token by token: as long as it said itself; otherwise ten seconds while the token
/// is good, and one when it is needed. Those that are over are swept now and then. Thread-safe.
/// </summary>
internal sealed class RefreshPauses(TimeProvider time)
{
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);
    private const int Few = 1_000;
    private readonly ConcurrentDictionary<TokenKey, Pause> _pauses = new();
    private int _sweepAt = Few;

    private sealed record Pause(DateTimeOffset Since, OAuthException Why)
    {
        public DateTimeOffset Until(bool isNeeded) => Since + (Why.Error.RetryAfter ?? (isNeeded ? Breath : Rest));
    }

    public void Begin(TokenKey key, OAuthException why)
    {
        _pauses[key] = new(time.GetUtcNow(), why);
        if (_pauses.Count >= _sweepAt)
            Sweep();
    }

    public void End(TokenKey key) => _pauses.TryRemove(key, out _);

    /// <summary>Why it is left alone, with the time that is left if somebody said a time; null when it is not.</summary>
    /// <param name="key">Whose token.</param>
    /// <param name="isNeeded">Whether the token that is there is of no use.</param>
    public OAuthException? Of(TokenKey key, bool isNeeded)
    {
        if (!_pauses.TryGetValue(key, out var pause))
            return null;
        var now = time.GetUtcNow();
        if (pause.Until(isNeeded) <= now)
        {
            if (pause.Until(isNeeded: false) <= now)
                _pauses.TryRemove(new(key, pause));
            return null;
        }
        var (kind, error) = (pause.Why.Kind, pause.Why.Error);
        return new(kind, error.RetryAfter is null ? error : error with { RetryAfter = pause.Until(isNeeded) - now });
    }

    private void Sweep()
    {
        foreach (var (key, _) in _pauses)
            Of(key, isNeeded: false);
        _sweepAt = Math.Max(Few, _pauses.Count * 2);
    }
}
