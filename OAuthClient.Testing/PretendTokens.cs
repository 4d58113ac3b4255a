namespace OAuthClient.Testing;

/// <summary>
/// The tokens that a pretend provider has issued. All tokens of one login are a family: a refresh token that is used
/// again revokes its family (RFC 9700 section 4.14.2). Thread-safe.
/// </summary>
internal sealed class PretendTokens(PretendProvider provider)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, AccessToken> _accessTokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RefreshToken> _refreshTokens = new(StringComparer.Ordinal);

    private sealed record TokenFamily(PretendTokenGrant Grant)
    {
        public bool IsRevoked { get; set; }
    }

    private sealed record AccessToken(TokenFamily Family, DateTimeOffset ExpiresAt);

    private sealed record RefreshToken(TokenFamily Family, DateTimeOffset? FirstUsedAt = null);

    /// <summary>Issues the first tokens of a login or of another grant.</summary>
    public Dictionary<string, object> Issue(PretendTokenGrant grant)
    {
        lock (_gate)
            return Issue(new TokenFamily(grant), isFirst: true);
    }

    /// <summary>RFC 6749 section 6: issues new tokens for a refresh token.</summary>
    /// <returns>The fields of the response; null when the refresh token is unknown or no longer valid.</returns>
    public Dictionary<string, object>? Refresh(string token, string clientId)
    {
        lock (_gate)
        {
            if (!_refreshTokens.TryGetValue(token, out var known) || known.Family.IsRevoked)
                return null;
            // RFC 6749 section 6: the refresh token is bound to the client to which it was issued.
            if (known.Family.Grant.ClientId != clientId)
                return null;
            var now = provider.Time.GetUtcNow();
            if (known.FirstUsedAt is { } firstUse && now - firstUse >= provider.RefreshTokenGrace)
            {
                known.Family.IsRevoked = true;
                return null;
            }
            if (provider.RotatesRefreshTokens)
                _refreshTokens[token] = known with { FirstUsedAt = known.FirstUsedAt ?? now };
            return Issue(known.Family, isFirst: false);
        }
    }

    /// <returns>The user; null when the access token is unknown or no longer valid.</returns>
    public string? UserOf(string token)
    {
        lock (_gate)
            return FindAccessToken(token)?.Grant.User;
    }

    /// <returns>
    /// The grant and the end of an access token or a refresh token; null when it is unknown or no longer valid.
    /// </returns>
    public PretendTokenState? Find(string token)
    {
        lock (_gate)
            return FindAccessToken(token) ?? FindRefreshToken(token);
    }

    /// <summary>RFC 7009 section 2.1: revoking a refresh token revokes all tokens of its login.</summary>
    public void Revoke(string token)
    {
        lock (_gate)
        {
            if (_refreshTokens.TryGetValue(token, out var known))
                known.Family.IsRevoked = true;
            _accessTokens.Remove(token);
        }
    }

    /// <summary>Ends all access tokens before they expire, as a provider may.</summary>
    public void EndAccessTokens()
    {
        lock (_gate)
            _accessTokens.Clear();
    }

    private PretendTokenState? FindAccessToken(string token)
    {
        if (!_accessTokens.TryGetValue(token, out var known) || known.Family.IsRevoked)
            return null;
        return known.ExpiresAt > provider.Time.GetUtcNow() ? new(known.Family.Grant, known.ExpiresAt) : null;
    }

    private PretendTokenState? FindRefreshToken(string token) =>
        _refreshTokens.TryGetValue(token, out var known) && !known.Family.IsRevoked && known.FirstUsedAt is null
            ? new(known.Family.Grant)
            : null;

    private Dictionary<string, object> Issue(TokenFamily family, bool isFirst)
    {
        var access = WireFormat.NewToken("access");
        _accessTokens[access] = new(family, provider.Time.GetUtcNow() + provider.AccessTokenLifetime);
        var fields = new Dictionary<string, object>
        {
            ["access_token"] = access,
            ["token_type"] = "bearer",
            ["expires_in"] = (long)provider.AccessTokenLifetime.TotalSeconds,
        };
        if (family.Grant.HasRefreshToken && (isFirst || provider.RotatesRefreshTokens))
        {
            var refresh = WireFormat.NewToken("refresh");
            _refreshTokens[refresh] = new(family);
            fields["refresh_token"] = refresh;
        }
        fields["scope"] = family.Grant.Scope;
        return fields;
    }
}
