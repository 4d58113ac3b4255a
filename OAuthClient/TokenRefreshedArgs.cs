namespace OAuthClient;

/// <summary>The args of <c>oauth_token_refreshed</c>: a new token is stored in the place of the old one.</summary>
/// <remarks>Immutable. Only a dance makes instances.</remarks>
public sealed class TokenRefreshedArgs
{
    internal TokenRefreshedArgs(OAuthToken token, OAuthUser user, string account)
    {
        Token = token;
        User = user;
        Account = account;
    }

    /// <summary>The new token.</summary>
    public OAuthToken Token { get; }

    /// <summary>The user of the token.</summary>
    public OAuthUser User { get; }

    /// <summary>The user's account at the provider.</summary>
    public string Account { get; }
}
