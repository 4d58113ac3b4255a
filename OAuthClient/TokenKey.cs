namespace OAuthClient;

/// <summary>The key of a stored token. It has no optional part, so that one user's token is never another's.</summary>
/// <param name="Provider">The provider's name.</param>
/// <param name="ClientId">Your client id at the provider.</param>
/// <param name="User">Your user.</param>
/// <param name="Account">The user's account at the provider.</param>
public readonly record struct TokenKey(string Provider, string ClientId, OAuthUser User, string Account)
{
    /// <summary>The account of users who have just one: <c>default</c>.</summary>
    public const string DefaultAccount = "default";
}
