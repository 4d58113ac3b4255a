using System.Collections.Concurrent;

namespace OAuthClient;

/// <summary>How long whoever failed to refresh a token is left alone, token by token. Those that are over are swept now and then. Thread-safe.</summary>
internal sealed class RefreshPauses(TimeProvider time)
{
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);
    private const int Few = 1_000;
    private readonly ConcurrentDictionary<TokenKey, Pause> _pauses = new();
    private int _sweepAt = Few;

    private sealed record Pause(DateTimeOffset Until, OAuthException Why);

    public void Begin(TokenKey key, OAuthException why)
    {
        _pauses[key] = new(time.GetUtcNow() + (why.Error.RetryAfter ?? Rest), why);
        if (_pauses.Count >= _sweepAt)
            Sweep();
    }

    public void End(TokenKey key) => _pauses.TryRemove(key, out _);

    /// <summary>Why it is left alone, with the time that is left if somebody said a time; null when it is not.</summary>
    public OAuthException? Of(TokenKey key)
    {
        if (!_pauses.TryGetValue(key, out var pause))
            return null;
        var left = pause.Until - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            End(key);
            return null;
        }
        var (kind, error) = (pause.Why.Kind, pause.Why.Error);
        return new(kind, error.RetryAfter is null ? error : error with { RetryAfter = left });
    }

    private void Sweep()
    {
        foreach (var (key, _) in _pauses)
            Of(key);
        _sweepAt = Math.Max(Few, _pauses.Count * 2);
    }
}
