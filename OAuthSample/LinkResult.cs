using OAuthClient;

namespace OAuthSample;

/// <summary>The user that a provider's account is linked to.</summary>
/// <param name="PersonId">The user.</param>
/// <param name="IsNewUser">Whether the user was created for this account.</param>
/// <param name="Refusal">The page to show if the account cannot be linked; null if it can.</param>
internal sealed record LinkResult(Guid PersonId, bool IsNewUser = false, OAuthResponse? Refusal = null);
