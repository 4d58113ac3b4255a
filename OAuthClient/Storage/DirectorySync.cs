using System.Runtime.InteropServices;

namespace OAuthClient.Storage;

/// <summary>
/// Flushes a directory to the disk, so that a file that was renamed into it survives a power cut. Does nothing on
/// Windows, and where the C library has no <c>fsync</c>.
/// </summary>
internal static partial class DirectorySync
{
    private const int ReadOnly = 0;

    public static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows())
            return;
        try
        {
            Sync(directory);
        }
        // No C library of this name: the file itself has been flushed all the same.
        catch (Exception fault) when (fault is DllNotFoundException or EntryPointNotFoundException) { }
    }

    private static void Sync(string directory)
    {
        var handle = Open(directory, ReadOnly);
        if (handle < 0)
            return;
        _ = Sync(handle);
        _ = Close(handle);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
