namespace OAuthClient.Storage;

/// <summary>Files and directories that are the owner's alone. Windows has no modes: there a file inherits who may read it.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode GroupAndOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static void CreateDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
            return;
        }
        Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
        if ((File.GetUnixFileMode(directory) & GroupAndOthers) != 0)
            throw new ArgumentException($"Others than its owner may enter '{directory}'. Say chmod 700, or name a directory that is not there yet: it is made so.", nameof(directory));
    }

    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
            options.UnixCreateMode = OwnerOnly;
        return new(path, options);
    }

    public static byte[]? Read(string path)
    {
        try
        {
            using var file = Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & GroupAndOthers) != 0)
                throw new DamagedRecordException("Others than its owner may open the file. Say chmod 600 if you know that nobody did.");
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whatever happens, there is the old file or the new one, and after it the new one. One writer a path at a time.</summary>
    public static void Replace(string path, byte[] bytes)
    {
        Delete(path, andItself: false);
        try
        {
            using (var file = Open(TemporaryPath(path), FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }
            File.Move(TemporaryPath(path), path, overwrite: true);
            DirectorySync.Flush(Path.GetDirectoryName(path)!);
        }
        catch
        {
            Delete(path, andItself: false);
            throw;
        }
    }

    /// <summary>Deletes what a writer that died has left, and the file itself.</summary>
    public static void Delete(string path, bool andItself = true)
    {
        File.Delete(TemporaryPath(path));
        if (!andItself)
            return;
        File.Delete(path);
        DirectorySync.Flush(Path.GetDirectoryName(path)!);
    }

    private static string TemporaryPath(string path) => path + ".tmp";
}
