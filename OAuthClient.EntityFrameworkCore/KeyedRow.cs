namespace OAuthClient.EntityFrameworkCore;

/// <summary>A row of one <see cref="TokenKey"/>.</summary>
internal abstract class KeyedRow
{
    // Together 750: as many as fit into an index of PostgreSQL or MySQL, whatever characters they are.
    public const int MaxProviderLength = 100;
    public const int MaxClientIdLength = 250;
    public const int MaxUserIdLength = 250;
    public const int MaxAccountLength = 150;

    public string Provider { get; set; } = "";

    public string ClientId { get; set; } = "";

    /// <summary>Empty for nobody, who is a user like any other here.</summary>
    public string UserId { get; set; } = "";

    public string Account { get; set; } = "";

    /// <summary>Whether it is this key to the letter; a database may think otherwise.</summary>
    public bool HasKey(TokenKey key) => (Provider, ClientId, UserId, Account) == (key.Provider, key.ClientId, key.User.Id ?? "", key.Account);

    protected void SetKey(TokenKey key)
    {
        ThrowIfNotText(key);
        Provider = CheckLength(key.Provider, MaxProviderLength, nameof(key.Provider));
        ClientId = CheckLength(key.ClientId, MaxClientIdLength, nameof(key.ClientId));
        UserId = CheckLength(key.User.Id ?? "", MaxUserIdLength, nameof(key.User));
        Account = CheckLength(key.Account, MaxAccountLength, nameof(key.Account));
    }

    /// <summary>A database would refuse a NUL in words of its own, and take half a surrogate pair for any other.</summary>
    public static void ThrowIfNotText(TokenKey key)
    {
        foreach (var part in (ReadOnlySpan<string?>)[key.Provider, key.ClientId, key.User.Id, key.Account])
        {
            if (part is not null && (part.Contains('\0', StringComparison.Ordinal) || !IsText(part)))
                throw new ArgumentException("A part of the key has a NUL or half a surrogate pair, which no database keeps. Take text, such as a digest.", nameof(key));
        }
    }

    private static bool IsText(ReadOnlySpan<char> part)
    {
        while (!part.IsEmpty)
        {
            if (System.Text.Rune.DecodeFromUtf16(part, out _, out var length) != System.Buffers.OperationStatus.Done)
                return false;
            part = part[length..];
        }
        return true;
    }

    private static string CheckLength(string part, int most, string name) => part.Length <= most
        ? part
        : throw new ArgumentException($"The {name} of the key has {part.Length} characters; a database keeps {most}. Take a shorter one, such as a digest.", name);
}
