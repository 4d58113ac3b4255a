namespace OAuthClient.Storage;

/// <summary>
/// The operating system's lock of a file. The system releases it when its process ends, even in a crash.
/// </summary>
internal static class FileLock
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    // EWOULDBLOCK of Linux and of macOS; ERROR_SHARING_VIOLATION of Windows. Waiting helps against no other error.
    private static readonly int[] LockedErrors = [11, 35, unchecked((int)0x80070020)];

    /// <returns>The locked file; null when another holder has it locked.</returns>
    public static FileStream? TryAcquire(string path)
    {
        try
        {
            return PrivateFiles.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException locked) when (LockedErrors.Contains(locked.HResult))
        {
            return null;
        }
    }

    /// <summary>Polls until the lock is free: the operating system does not tell when a lock ends.</summary>
    public static async ValueTask<FileStream> AcquireAsync(
        Func<ValueTask<FileStream?>> tryAcquire, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await tryAcquire().ConfigureAwait(false) is { } file)
                return file;
            // The system's clock, not the store's: another process holds the lock, and runs in real time.
            await Task.Delay(pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Refuses a directory whose file system grants every lock, as some do.</summary>
    public static void ThrowIfUnsupported(string directory)
    {
        var path = Path.Combine(directory, "try.lock");
        using var first = TryAcquire(path);
        using var second = TryAcquire(path);
        if (first is null || second is null)
            return;
        throw new NotSupportedException(
            $"The file system of '{directory}' locks no files, so processes would overwrite each other's tokens. "
            + "Name a directory on a local disk.");
    }
}
