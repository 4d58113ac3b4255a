using System.Collections.Concurrent;
using OAuthClient.Internal;

namespace OAuthClient.Refresh;

/// <summary>
/// New tokens that the store failed to save, until the store has saved them or has other tokens in their place.
/// Thread-safe.
/// </summary>
internal sealed class UnsavedTokens(RefreshStore store, RefreshNotifier notifier, TimeProvider time)
{
    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<TokenKey, UnsavedToken> _tokens = new();

    public bool Contains(TokenKey key) => _tokens.ContainsKey(key);

    /// <summary>
    /// Keeps a token, and tries in the background to save it: the next call may come to another machine.
    /// </summary>
    public void Add(TokenKey key, UnsavedToken unsaved)
    {
        _tokens[key] = unsaved;
        _ = RetrySavingAsync(key, unsaved);
    }

    /// <summary>Tries to save the unsaved token of a key, if there is one.</summary>
    /// <returns>Whether this call has saved a token.</returns>
    public async Task<bool> SaveAsync(TokenKey key) =>
        _tokens.TryGetValue(key, out var unsaved) && await SaveAsync(key, unsaved).ConfigureAwait(false);

    private async Task<bool> SaveAsync(TokenKey key, UnsavedToken unsaved)
    {
        var isSaved = await store.SaveAsync(key, unsaved).ConfigureAwait(false);
        if (!_tokens.TryRemove(new(key, unsaved)))
            return false;
        await unsaved.Lease.DisposeAsync().ConfigureAwait(false);
        return isSaved;
    }

    private async Task RetrySavingAsync(TokenKey key, UnsavedToken unsaved)
    {
        for (var delay = FirstRetryDelay; IsUnsaved(key, unsaved); delay = NextRetryDelay(delay))
        {
            await Task.Delay(delay, time).ConfigureAwait(false);
            try
            {
                if (await SaveAsync(key, unsaved).ConfigureAwait(false))
                    await notifier.NotifySavedAsync(key, unsaved.Token).ConfigureAwait(false);
            }
            // The refresh that brought the token has announced the failure of the store.
            catch (HostFailureException) { }
        }
    }

    private bool IsUnsaved(TokenKey key, UnsavedToken unsaved) =>
        _tokens.TryGetValue(key, out var current) && ReferenceEquals(current, unsaved);

    private static TimeSpan NextRetryDelay(TimeSpan delay) =>
        delay * 2 < LongestRetryDelay ? delay * 2 : LongestRetryDelay;
}
