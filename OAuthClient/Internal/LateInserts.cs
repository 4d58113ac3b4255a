using System.Collections.Concurrent;

namespace OAuthClient.Internal;

/// <summary>
/// The writes of tokens where none was stored. A write that was given up may still take effect: if its user has signed
/// out meanwhile, its token is deleted again. Thread-safe.
/// </summary>
internal sealed class LateInserts(ITokenStore store)
{
    private readonly ConcurrentDictionary<Insert, bool> _running = new();

    /// <summary>A write of a token.</summary>
    internal sealed class Insert(TokenKey key)
    {
        public TokenKey Key => key;

        /// <summary>Whether the token of the key was deleted meanwhile.</summary>
        public bool IsDeleted { get; set; }
    }

    public Insert Begin(TokenKey key)
    {
        var insert = new Insert(key);
        _running[insert] = true;
        return insert;
    }

    public void End(Insert insert) => _running.TryRemove(insert, out _);

    /// <summary>Notes that the token of a key is deleted.</summary>
    public void NoteDeletion(TokenKey key)
    {
        foreach (var insert in _running.Keys.Where(insert => insert.Key == key))
            insert.IsDeleted = true;
    }

    /// <summary>Deletes what a write that was given up has written after a deletion.</summary>
    public async ValueTask UndoAsync(Insert insert, OAuthToken token)
    {
        if (!insert.IsDeleted)
            return;
        var stored = await store.GetAsync(insert.Key).ConfigureAwait(false);
        if (stored?.Token.AccessToken == token.AccessToken)
            await store.DeleteAsync(insert.Key, stored.Version).ConfigureAwait(false);
    }
}
