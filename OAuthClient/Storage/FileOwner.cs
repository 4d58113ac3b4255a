namespace OAuthClient.Storage;

/// <summary>
/// Judges the owners of files and directories, as ssh does: the program's own user and root are trusted. Windows is not
/// checked.
/// </summary>
internal static class FileOwner
{
    private const uint Root = 0;

    /// <summary>Explains why a file or directory is not trusted.</summary>
    /// <param name="owner">The owner; null when the system does not tell it.</param>
    /// <returns>Null when the owner is trusted.</returns>
    public static string? Judge(uint? owner) =>
        owner is { } known && UnixOwner.EffectiveUser() is { } user && !IsTrusted(known, user)
            ? $"belongs to the user with the id {known}, and the program runs as the user with the id {user}"
            : null;

    public static bool IsTrusted(uint owner, uint user) => owner == user || owner == Root;
}
