using System.Collections.Concurrent;
using System.Globalization;

namespace OAuthClient.Testing;

/// <summary>
/// The OAuth 1 tokens that a pretend provider has issued. With a lifetime, each comes with a session handle, which
/// renews it (OAuth Session extension). Thread-safe.
/// </summary>
internal sealed class PretendOAuth1Tokens(PretendProvider provider)
{
    private static readonly TimeSpan AuthorizationLifetime = TimeSpan.FromDays(365);
    private readonly ConcurrentDictionary<string, PretendOAuth1Token> _tokens = new();

    /// <returns>The token; null when it is unknown.</returns>
    public PretendOAuth1Token? Find(string token) => _tokens.GetValueOrDefault(token);

    public bool HasExpired(PretendOAuth1Token token) => token.ExpiresAt <= provider.Time.GetUtcNow();

    /// <summary>Issues the first token of a login.</summary>
    /// <returns>The fields of the answer.</returns>
    public (string Name, string Value)[] Issue(string user) => Issue(user, WireFormat.NewToken("session"));

    /// <summary>Exchanges a token for a new one of the same session. The old one ends.</summary>
    /// <returns>The fields of the answer; null when the handle is not the token's.</returns>
    public (string Name, string Value)[]? Renew(string token, string sessionHandle)
    {
        var isRenewable = _tokens.TryGetValue(token, out var known) && known.SessionHandle == sessionHandle;
        return isRenewable && _tokens.TryRemove(token, out _) ? Issue(known!.User, sessionHandle) : null;
    }

    private (string Name, string Value)[] Issue(string user, string sessionHandle)
    {
        var token = WireFormat.NewToken("access");
        var secret = WireFormat.NewToken("access-secret");
        (string, string)[] fields = [("oauth_token", token), ("oauth_token_secret", secret), ("screen_name", user)];
        if (provider.OAuth1TokenLifetime is not { } lifetime)
        {
            _tokens[token] = new(secret, user, null, null);
            return fields;
        }
        _tokens[token] = new(secret, user, sessionHandle, provider.Time.GetUtcNow() + lifetime);
        return
        [
            .. fields,
            ("oauth_session_handle", sessionHandle),
            ("oauth_expires_in", Seconds(lifetime)),
            ("oauth_authorization_expires_in", Seconds(AuthorizationLifetime)),
        ];
    }

    private static string Seconds(TimeSpan time) => ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
