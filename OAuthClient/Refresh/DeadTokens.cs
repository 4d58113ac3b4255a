using System.Collections.Concurrent;

namespace OAuthClient.Refresh;

/// <summary>
/// The tokens that the provider never renews again, until they are deleted: a store that fails meanwhile must not make
/// a dead refresh token travel again. Holds 10,000 tokens at most: then all are forgotten, and may travel again.
/// Thread-safe.
/// </summary>
internal sealed class DeadTokens
{
    private const int MaxCount = 10_000;
    private readonly ConcurrentDictionary<TokenKey, (OAuthToken Token, OAuthError Error)> _dead = new();

    public void Add(TokenKey key, OAuthToken token, OAuthError error)
    {
        if (_dead.Count >= MaxCount)
            _dead.Clear();
        _dead[key] = (token, error);
    }

    public void Remove(TokenKey key) => _dead.TryRemove(key, out _);

    /// <summary>Finds the error with which the provider refused a stored token; null when it did not.</summary>
    public OAuthError? Find(TokenKey key, OAuthToken stored) =>
        _dead.TryGetValue(key, out var dead) && IsSame(dead.Token, stored) ? dead.Error : null;

    private static bool IsSame(OAuthToken one, OAuthToken other) =>
        one.AccessToken == other.AccessToken && one.RefreshToken == other.RefreshToken;
}
