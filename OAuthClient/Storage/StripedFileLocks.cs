using System.Globalization;

namespace OAuthClient.Storage;

/// <summary>
/// The write locks of a directory, among all threads and processes: 256 lock files for all keys, chosen by the first
/// byte of a key's digest. Keys may share a lock, since a holder keeps it shortly and waits for nothing. The lock files
/// are never deleted. Thread-safe.
/// </summary>
internal sealed class StripedFileLocks(string directory)
{
    // The threads of one store queue here, in order, so that only one of them polls the operating system.
    private readonly SemaphoreSlim[] _inProcess = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1, 1))];

    private sealed class HeldLock(FileStream file, SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose()
        {
            file.Dispose();
            semaphore.Release();
        }
    }

    public async ValueTask<IDisposable> AcquireAsync(string digest, CancellationToken cancellationToken)
    {
        var stripe = byte.Parse(digest.AsSpan(0, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var semaphore = _inProcess[stripe];
        await semaphore.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var file = await FileLock.AcquireAsync(() => new(TryAcquire(digest)), cancellationToken)
                .ConfigureAwait(false);
            return new HeldLock(file, semaphore);
        }
        catch
        {
            semaphore.Release();
            throw;
        }
    }

    /// <summary>Acquires the lock without waiting.</summary>
    /// <returns>The locked file; null when another holder has it.</returns>
    public FileStream? TryAcquire(string digest) =>
        FileLock.TryAcquire(Path.Combine(directory, digest[..2] + ".lock"));
}
