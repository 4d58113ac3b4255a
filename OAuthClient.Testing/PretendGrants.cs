namespace OAuthClient.Testing;

/// <summary>
/// The tokens that a pretend provider has given. Those of one login are a family: a refresh token that comes again after it was spent ends
/// all of it (RFC 9700 section 4.14.2). Thread-safe.
/// </summary>
internal sealed class PretendGrants(PretendProvider provider)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Family Family, DateTimeOffset Ends)> _access = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Family Family, DateTimeOffset? Spent)> _refresh = new(StringComparer.Ordinal);

    private sealed record Family(string User, string Scope)
    {
        public bool IsOver { get; set; }
    }

    /// <summary>Gives the first tokens of a login.</summary>
    public Dictionary<string, object> Give(string user, string scope)
    {
        lock (_gate)
            return Give(new Family(user, scope), isFirst: true);
    }

    /// <summary>RFC 6749 section 6: gives new tokens for a refresh token.</summary>
    /// <returns>The fields of the answer; null when the refresh token is none, or of no use any more.</returns>
    public Dictionary<string, object>? Refresh(string token)
    {
        lock (_gate)
        {
            if (!_refresh.TryGetValue(token, out var known) || known.Family.IsOver)
                return null;
            if (known.Spent is { } spent && provider.Time.GetUtcNow() - spent >= provider.RefreshTokenGrace)
            {
                known.Family.IsOver = true;
                return null;
            }
            if (provider.RotatesRefreshTokens)
                _refresh[token] = known with { Spent = known.Spent ?? provider.Time.GetUtcNow() };
            return Give(known.Family, isFirst: false);
        }
    }

    /// <returns>The user; null when the token is none, or has ended.</returns>
    public string? UserOf(string token)
    {
        lock (_gate)
            return _access.TryGetValue(token, out var known) && !known.Family.IsOver && known.Ends > provider.Time.GetUtcNow() ? known.Family.User : null;
    }

    /// <summary>RFC 7009 section 2.1: a refresh token takes the whole login with it.</summary>
    public void Revoke(string token)
    {
        lock (_gate)
        {
            if (_refresh.TryGetValue(token, out var known))
                known.Family.IsOver = true;
            _access.Remove(token);
        }
    }

    /// <summary>Ends all access tokens before their time, as a provider may.</summary>
    public void EndAccess()
    {
        lock (_gate)
            _access.Clear();
    }

    private Dictionary<string, object> Give(Family family, bool isFirst)
    {
        var access = Wire.NewToken("access");
        _access[access] = (family, provider.Time.GetUtcNow() + provider.AccessTokenLifetime);
        var fields = new Dictionary<string, object>
        {
            ["access_token"] = access,
            ["token_type"] = "bearer",
            ["expires_in"] = (long)provider.AccessTokenLifetime.TotalSeconds,
        };
        if (isFirst || provider.RotatesRefreshTokens)
        {
            var refresh = Wire.NewToken("refresh");
            _refresh[refresh] = (family, null);
            fields["refresh_token"] = refresh;
        }
        fields["scope"] = family.Scope;
        return fields;
    }
}
