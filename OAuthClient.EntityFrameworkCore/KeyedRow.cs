using System.Buffers;
using System.Text;

namespace OAuthClient.EntityFrameworkCore;

/// <summary>A row of one <see cref="TokenKey"/>.</summary>
internal abstract class KeyedRow
{
    // Together 750 characters: the most that fit into an index of PostgreSQL or MySQL, whatever characters they are.
    public const int MaxProviderLength = 100;
    public const int MaxClientIdLength = 250;
    public const int MaxUserIdLength = 250;
    public const int MaxAccountLength = 150;

    public string Provider { get; set; } = "";

    public string ClientId { get; set; } = "";

    /// <summary>Empty for <see cref="OAuthUser.Unknown"/>.</summary>
    public string UserId { get; set; } = "";

    public string Account { get; set; } = "";

    /// <summary>
    /// Whether the row has exactly this key. A database may compare without regard to case or accents.
    /// </summary>
    public bool HasKey(TokenKey key) =>
        (Provider, ClientId, UserId, Account) == (key.Provider, key.ClientId, key.User.Id ?? "", key.Account);

    protected void SetKey(TokenKey key)
    {
        ThrowIfNotText(key);
        Provider = CheckLength(key.Provider, MaxProviderLength, nameof(key.Provider));
        ClientId = CheckLength(key.ClientId, MaxClientIdLength, nameof(key.ClientId));
        UserId = CheckLength(key.User.Id ?? "", MaxUserIdLength, nameof(key.User));
        Account = CheckLength(key.Account, MaxAccountLength, nameof(key.Account));
    }

    /// <summary>
    /// Refuses what databases do not keep: they reject a NUL with various exceptions, and replace half a surrogate
    /// pair.
    /// </summary>
    public static void ThrowIfNotText(TokenKey key)
    {
        foreach (var part in (ReadOnlySpan<string?>)[key.Provider, key.ClientId, key.User.Id, key.Account])
        {
            if (part is null || IsText(part))
                continue;
            throw new ArgumentException(
                "A part of the key has a NUL or half a surrogate pair, which no database keeps. "
                + "Take text, such as a digest.",
                nameof(key));
        }
    }

    private static bool IsText(ReadOnlySpan<char> part)
    {
        if (part.Contains('\0'))
            return false;
        while (!part.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(part, out _, out var length) != OperationStatus.Done)
                return false;
            part = part[length..];
        }
        return true;
    }

    private static string CheckLength(string part, int max, string name)
    {
        if (part.Length <= max)
            return part;
        throw new ArgumentException(
            $"The {name} of the key has {part.Length} characters; a database keeps {max}. "
            + "Take a shorter one, such as a digest.",
            name);
    }
}
