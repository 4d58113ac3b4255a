namespace OAuthClient.Storage;

/// <summary>
/// A directory that only its owner may enter, and whose owner is trusted. Windows has no file modes: there a directory
/// inherits its permissions.
/// </summary>
internal static class PrivateDirectory
{
    private const UnixFileMode OwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates the directory if it does not exist.</summary>
    /// <exception cref="ArgumentException">The directory is not private.</exception>
    public static void Create(string directory)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, OwnerOnly);
        if (Judge(directory) is { } fault)
            throw new ArgumentException(fault, nameof(directory));
    }

    /// <summary>Checks a directory that may have been replaced or opened to others since it was created.</summary>
    /// <exception cref="UnauthorizedAccessException">The directory is not private.</exception>
    public static void ThrowIfShared(string directory)
    {
        if (Judge(directory) is { } fault)
            throw new UnauthorizedAccessException(fault);
    }

    // A symbolic link is judged like its target: its owner decides where it leads.
    private static string? Judge(string directory)
    {
        if (OperatingSystem.IsWindows())
            return null;
        var foreign = FileOwner.Judge(UnixOwner.OfPath(directory, followsLink: false))
            ?? FileOwner.Judge(UnixOwner.OfPath(directory, followsLink: true));
        if (foreign is not null)
        {
            return $"'{directory}' {foreign}. Name a directory that is not there yet: it is made for this user. "
                + "Or run the program as that user; or say chown, if you know that no other user changed what is in it.";
        }
        return PrivateFiles.IsShared(ModeOf(directory))
            ? $"Others than its owner may enter '{directory}'. "
                + "Say chmod 700, or name a directory that is not there yet: it is made so."
            : null;
    }

    private static UnixFileMode ModeOf(string directory)
    {
        try
        {
            return OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(directory);
        }
        // A missing directory is reported by the file that cannot be opened in it.
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return default;
        }
    }
}
