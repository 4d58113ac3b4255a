namespace OAuthClient;

/// <summary>The key of a stored token. All parts are required, so that no user gets another user's token.</summary>
/// <remarks><see cref="OAuthSession.Key"/> gives the key of a user's token.</remarks>
/// <param name="Provider">
/// The provider: its name, a space, and its issuer, or else the origin of its token endpoint. A text of more than 100
/// characters is replaced by a digest.
/// </param>
/// <param name="ClientId">Your client id at the provider.</param>
/// <param name="User">The owner of the token.</param>
/// <param name="Account">The user's account at the provider.</param>
public readonly record struct TokenKey(string Provider, string ClientId, OAuthUser User, string Account)
{
    /// <summary>The account name of users who have one account at the provider: <c>default</c>.</summary>
    public const string DefaultAccount = "default";
}
