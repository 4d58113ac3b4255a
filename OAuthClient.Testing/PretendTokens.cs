namespace OAuthClient.Testing;

/// <summary>
/// The tokens that a pretend provider has given. Those of one login are a family: a refresh token that comes again after it was spent ends
/// all of it (RFC 9700 section 4.14.2). Thread-safe.
/// </summary>
internal sealed class PretendTokens(PretendProvider provider)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (TokenFamily Family, DateTimeOffset Ends)> _accessTokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (TokenFamily Family, DateTimeOffset? Spent)> _refreshTokens = new(StringComparer.Ordinal);

    private sealed record TokenFamily(string User, string Scope)
    {
        public bool IsRevoked { get; set; }
    }

    /// <summary>Gives the first tokens of a login.</summary>
    public Dictionary<string, object> Issue(string user, string scope)
    {
        lock (_gate)
            return Issue(new TokenFamily(user, scope), isFirst: true);
    }

    /// <summary>RFC 6749 section 6: gives new tokens for a refresh token.</summary>
    /// <returns>The fields of the answer; null when the refresh token is none, or of no use any more.</returns>
    public Dictionary<string, object>? Refresh(string token)
    {
        lock (_gate)
        {
            if (!_refreshTokens.TryGetValue(token, out var known) || known.Family.IsRevoked)
                return null;
            if (known.Spent is { } spent && provider.Time.GetUtcNow() - spent >= provider.RefreshTokenGrace)
            {
                known.Family.IsRevoked = true;
                return null;
            }
            if (provider.RotatesRefreshTokens)
                _refreshTokens[token] = known with { Spent = known.Spent ?? provider.Time.GetUtcNow() };
            return Issue(known.Family, isFirst: false);
        }
    }

    /// <returns>The user; null when the token is none, or has ended.</returns>
    public string? UserOf(string token)
    {
        lock (_gate)
            return _accessTokens.TryGetValue(token, out var known) && !known.Family.IsRevoked && known.Ends > provider.Time.GetUtcNow() ? known.Family.User : null;
    }

    /// <summary>RFC 7009 section 2.1: a refresh token takes the whole login with it.</summary>
    public void Revoke(string token)
    {
        lock (_gate)
        {
            if (_refreshTokens.TryGetValue(token, out var known))
                known.Family.IsRevoked = true;
            _accessTokens.Remove(token);
        }
    }

    /// <summary>Ends all access tokens before their time, as a provider may.</summary>
    public void EndAccessTokens()
    {
        lock (_gate)
            _accessTokens.Clear();
    }

    private Dictionary<string, object> Issue(TokenFamily family, bool isFirst)
    {
        var access = WireFormat.NewToken("access");
        _accessTokens[access] = (family, provider.Time.GetUtcNow() + provider.AccessTokenLifetime);
        var fields = new Dictionary<string, object>
        {
            ["access_token"] = access,
            ["token_type"] = "bearer",
            ["expires_in"] = (long)provider.AccessTokenLifetime.TotalSeconds,
        };
        if (isFirst || provider.RotatesRefreshTokens)
        {
            var refresh = WireFormat.NewToken("refresh");
            _refreshTokens[refresh] = (family, null);
            fields["refresh_token"] = refresh;
        }
        fields["scope"] = family.Scope;
        return fields;
    }
}
