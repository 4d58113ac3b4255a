namespace OAuthClient.Storage;

/// <summary>
/// Files that only their owner may open, and whose owner is trusted. Windows has no file modes: there a file inherits
/// its permissions from the directory.
/// </summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode GroupAndOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static bool IsShared(UnixFileMode mode) => (mode & GroupAndOthers) != 0;

    /// <exception cref="UnauthorizedAccessException">The file belongs to another user.</exception>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var file = OpenAny(path, mode, access, share);
        if (JudgeOwner(file) is not { } foreign)
            return file;
        file.Dispose();
        throw new UnauthorizedAccessException($"'{path}' {foreign}. Delete it, if you know how it came there.");
    }

    /// <returns>The bytes of the file; null when there is no such file.</returns>
    /// <exception cref="DamagedRecordException">Another user may have read or written the file.</exception>
    public static byte[]? Read(string path)
    {
        try
        {
            using var file = OpenAny(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (JudgeOwner(file) is { } foreign)
                throw new DamagedRecordException($"The file {foreign}.");
            ThrowIfShared(file);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Replaces a file atomically. The old file stays until the new one is complete. One writer per path at a time.
    /// </summary>
    public static void Replace(string path, byte[] bytes)
    {
        var temporary = TemporaryPath(path);
        File.Delete(temporary);
        try
        {
            using (var file = Open(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
            DirectorySync.Flush(Path.GetDirectoryName(path)!);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Deletes a file, and the temporary file that a crashed writer has left.</summary>
    public static void Delete(string path)
    {
        File.Delete(TemporaryPath(path));
        File.Delete(path);
        DirectorySync.Flush(Path.GetDirectoryName(path)!);
    }

    // The open file is judged and not its path, which may lead elsewhere a moment later.
    private static string? JudgeOwner(FileStream file) => FileOwner.Judge(UnixOwner.OfFile(file.SafeFileHandle));

    private static FileStream OpenAny(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
            options.UnixCreateMode = OwnerOnly;
        return new(path, options);
    }

    private static void ThrowIfShared(FileStream file)
    {
        if (OperatingSystem.IsWindows() || !IsShared(File.GetUnixFileMode(file.SafeFileHandle)))
            return;
        throw new DamagedRecordException(
            "Others than its owner may open the file. Say chmod 600 if you know that no other user did.");
    }

    private static string TemporaryPath(string path) => path + ".tmp";
}
