using System.Collections.Concurrent;

namespace OAuthClient.Refresh;

/// <summary>Tokens in memory, with their size. Thread-safe.</summary>
internal sealed class TokenGeneration
{
    private readonly ConcurrentDictionary<TokenKey, (OAuthToken Token, long Bytes)> _tokens = new();
    private long _bytes;

    /// <summary>The size of all tokens.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public OAuthToken? Find(TokenKey key) => _tokens.GetValueOrDefault(key).Token;

    public void Put(TokenKey key, OAuthToken token, long bytes)
    {
        Remove(key);
        if (_tokens.TryAdd(key, (token, bytes)))
            Interlocked.Add(ref _bytes, bytes);
    }

    public void Remove(TokenKey key)
    {
        if (_tokens.TryRemove(key, out var removed))
            Interlocked.Add(ref _bytes, -removed.Bytes);
    }
}
