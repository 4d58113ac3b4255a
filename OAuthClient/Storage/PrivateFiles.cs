namespace OAuthClient.Storage;

/// <summary>
/// Files and directories that only their owner may open. Windows has no file modes: there a file inherits its
/// permissions from the directory.
/// </summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode GroupAndOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static void CreateDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
            return;
        }
        Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
        if ((File.GetUnixFileMode(directory) & GroupAndOthers) == 0)
            return;
        throw new ArgumentException(
            $"Others than its owner may enter '{directory}'. "
            + "Say chmod 700, or name a directory that is not there yet: it is made so.",
            nameof(directory));
    }

    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
            options.UnixCreateMode = OwnerOnly;
        return new(path, options);
    }

    /// <returns>The bytes of the file; null when there is no such file.</returns>
    public static byte[]? Read(string path)
    {
        try
        {
            using var file = Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
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

    private static void ThrowIfShared(FileStream file)
    {
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file.SafeFileHandle) & GroupAndOthers) == 0)
            return;
        throw new DamagedRecordException(
            "Others than its owner may open the file. Say chmod 600 if you know that no other user did.");
    }

    private static string TemporaryPath(string path) => path + ".tmp";
}
