namespace OAuthClient.Testing;

/// <summary>The grant that a token of a pretend provider came from. Immutable.</summary>
/// <param name="User">The user; the client itself for a token of the client's own.</param>
/// <param name="Scope">The scope; may be empty.</param>
/// <param name="ClientId">The client that the token was issued to.</param>
internal sealed record PretendTokenGrant(string User, string Scope, string ClientId)
{
    /// <summary>Whether a refresh token comes with it.</summary>
    public bool HasRefreshToken { get; init; } = true;

    /// <summary>The audience or resource that was asked for; null without one.</summary>
    public string? Audience { get; init; }
}
