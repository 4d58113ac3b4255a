namespace OAuthClient;

/// <summary>What a stored token is found by. No part may be left out, so that nobody's token is ever another's.</summary>
/// <param name="Provider">The provider's name.</param>
/// <param name="ClientId">Your registration with it.</param>
/// <param name="User">Your user.</param>
/// <param name="Account">Which of the user's accounts at the provider.</param>
public readonly record struct TokenKey(string Provider, string ClientId, OAuthUser User, string Account)
{
    /// <summary>The account of users who have just one: <c>default</c>.</summary>
    public const string DefaultAccount = "default";
}
