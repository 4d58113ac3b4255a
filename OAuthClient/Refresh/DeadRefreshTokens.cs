using System.Collections.Concurrent;

namespace OAuthClient.Refresh;

/// <summary>
/// The refresh tokens that the provider called dead, until their tokens are deleted: a store that fails meanwhile must
/// not make them travel again. Thread-safe.
/// </summary>
internal sealed class DeadRefreshTokens
{
    private readonly ConcurrentDictionary<TokenKey, (Secret RefreshToken, OAuthError Error)> _dead = new();

    public void Add(TokenKey key, Secret refreshToken, OAuthError error) => _dead[key] = (refreshToken, error);

    public void Remove(TokenKey key) => _dead.TryRemove(key, out _);

    /// <summary>Finds the error with which the provider refused the refresh token of a stored token.</summary>
    public OAuthError? Find(TokenKey key, OAuthToken stored) =>
        _dead.TryGetValue(key, out var dead) && dead.RefreshToken == stored.RefreshToken ? dead.Error : null;
}
