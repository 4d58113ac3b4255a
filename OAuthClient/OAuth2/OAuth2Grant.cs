namespace OAuthClient.OAuth2;

/// <summary>A way to a token of OAuth 2 without a callback. Immutable and thread-safe.</summary>
public abstract class OAuth2Grant : OAuthGrant
{
    private protected OAuth2Grant() { }
}
