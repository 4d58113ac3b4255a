namespace OAuthClient.Testing.Contracts;

/// <summary>Keys that a careless store takes for one another. Every store must keep all of them apart.</summary>
/// <param name="Name">The part of the key that differs.</param>
/// <param name="CreateKeys">Creates the keys of a check from a key that no other check has.</param>
internal sealed record KeySet(string Name, Func<TokenKey, TokenKey[]> CreateKeys)
{
    private static readonly string[] Separators = ["", " ", "|", ":", "/", ",", "\n", "\u001f"];

    /// <summary>A set for each part of the key, and one for the borders between the parts.</summary>
    public static KeySet[] All => [.. KeyPart.All.Select(OfPart), new("key", CreateKeysOfOneText)];

    private static KeySet OfPart(KeyPart part) => new(
        part.Name, key => [.. SimilarTexts.For(part.MaxLength).Select(text => part.Replace(key, text))]);

    private static TokenKey[] CreateKeysOfOneText(TokenKey key) =>
    [
        key,
        key with { User = OAuthUser.TheOnlyOne },
        key with { ClientId = "42", User = "client" },
        key with { User = TokenKey.DefaultAccount, Account = "42" },
        key with { ClientId = "", User = "client42" },
        key with { User = "42default", Account = "" },
        .. Separators.SelectMany(separator => MoveBorders(key, separator)),
        LongestKey(key, 'x'),
        LongestKey(key, 'y'),
    ];

    /// <summary>Keys whose parts, joined by a separator, are the same text.</summary>
    private static TokenKey[] MoveBorders(TokenKey key, string separator) =>
    [
        key with { Provider = $"{key.Provider}{separator}b", ClientId = "c" },
        key with { ClientId = $"b{separator}c" },
        key with { ClientId = $"a{separator}b", User = "c" },
        key with { ClientId = "a", User = $"b{separator}c" },
        key with { User = $"a{separator}b", Account = "c" },
        key with { User = "a", Account = $"b{separator}c" },
    ];

    private static TokenKey LongestKey(TokenKey key, char last)
    {
        var longest = key;
        foreach (var part in KeyPart.All)
            longest = part.Replace(longest, new('\u6c34', part.MaxLength));
        return longest with
        {
            ClientId = key.Provider + longest.ClientId[key.Provider.Length..],
            Account = longest.Account[..^1] + last,
        };
    }
}
