namespace OAuthClient.Storage;

/// <summary>The operating system's lock of a file. It ends with the process that has it, however that ends.</summary>
internal static class FileLock
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    // EWOULDBLOCK of Linux, and of macOS; ERROR_SHARING_VIOLATION of Windows. Any other error is none that waiting helps.
    private static readonly int[] LockedErrors = [11, 35, unchecked((int)0x80070020)];

    public static FileStream? TryAcquire(string path)
    {
        try
        {
            return PrivateFiles.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (LockedErrors.Contains(taken.HResult))
        {
            return null;
        }
    }

    /// <summary>Asks again and again, for the operating system does not say when a lock ends.</summary>
    public static async ValueTask<FileStream> AcquireAsync(Func<ValueTask<FileStream?>> tryTake, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await tryTake().ConfigureAwait(false) is { } taken)
                return taken;
            // Other processes wait in real time, so this does, whatever clock a test has.
            await Task.Delay(pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Some file systems grant every lock.</summary>
    public static void ThrowIfUnsupported(string directory)
    {
        var path = Path.Combine(directory, "try.lock");
        using var first = TryAcquire(path);
        using var second = TryAcquire(path);
        if (first is not null && second is not null)
            throw new NotSupportedException($"The file system of '{directory}' locks no files, so processes would overwrite each other's tokens. Name a directory on a local disk.");
    }
}
