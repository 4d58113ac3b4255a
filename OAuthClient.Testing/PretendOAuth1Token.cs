namespace OAuthClient.Testing;

/// <summary>An OAuth 1 token that a pretend provider has issued. It holds secrets: do not print it.</summary>
internal sealed record PretendOAuth1Token(string Secret, string User, string? SessionHandle, DateTimeOffset? ExpiresAt);
