namespace OAuthClient.Refresh;

/// <summary>The result of a refresh.</summary>
/// <param name="Token">The token to use.</param>
/// <param name="IsNew">Whether this refresh stored the token.</param>
internal sealed record RefreshResult(OAuthToken Token, bool IsNew);
