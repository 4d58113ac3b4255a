namespace OAuthClient.Testing.Contracts;

/// <summary>A part of a token key.</summary>
/// <param name="Name">The name of the part in the names of the rules.</param>
/// <param name="MaxLength">The length that every store must keep. A store may refuse a longer text.</param>
/// <param name="Replace">Replaces the part, in a key that stays apart from the keys of other checks.</param>
internal sealed record KeyPart(string Name, int MaxLength, Func<TokenKey, string, TokenKey> Replace)
{
    /// <summary>The parts. Together they are as long as an index of PostgreSQL or MySQL allows.</summary>
    public static KeyPart[] All { get; } =
    [
        // Elsewhere the provider is the part that keeps the keys of different checks apart.
        new("provider", 100, (key, text) => key with { Provider = text, ClientId = key.Provider }),
        new("client id", 250, (key, text) => key with { ClientId = text }),
        new("user", 250, (key, text) => key with { User = new(text) }),
        new("account", 150, (key, text) => key with { Account = text }),
    ];
}
