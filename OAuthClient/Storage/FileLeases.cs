namespace OAuthClient.Storage;

/// <summary>
/// The leases of a file store: one holder per key, among all threads and processes. Each lease is a locked file of its
/// own, so no key waits for another. A lease file is opened and deleted only under the write lock of its key, so no
/// process can hold the lock of a deleted file. Thread-safe.
/// </summary>
internal sealed class FileLeases(string directory, StripedFileLocks writeLocks)
{
    private readonly InProcessLeases<string> _inProcess = new();

    private sealed class Lease(
        FileStream file, string digest, StripedFileLocks writeLocks, IAsyncDisposable inProcessLease) : IAsyncDisposable
    {
        private int _isReleased;

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _isReleased, 1) == 0)
            {
                Release();
                await inProcessLease.DisposeAsync().ConfigureAwait(false);
            }
        }

        // A release never waits and never fails: the next holder deletes a file that is left over.
        private void Release()
        {
            try
            {
                using var writeLock = writeLocks.TryAcquire(digest);
                file.Dispose();
                if (writeLock is not null)
                    File.Delete(file.Name);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                file.Dispose();
            }
        }
    }

    public async ValueTask<IAsyncDisposable> AcquireAsync(string digest, CancellationToken cancellationToken)
    {
        var inProcessLease = await _inProcess.AcquireAsync(digest, cancellationToken).ConfigureAwait(false);
        try
        {
            var file = await FileLock.AcquireAsync(() => TryAcquireAsync(digest, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            return new Lease(file, digest, writeLocks, inProcessLease);
        }
        catch
        {
            await inProcessLease.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<FileStream?> TryAcquireAsync(string digest, CancellationToken cancellationToken)
    {
        using var writeLock = await writeLocks.AcquireAsync(digest, cancellationToken).ConfigureAwait(false);
        return FileLock.TryAcquire(Path.Combine(directory, digest + ".lease"));
    }
}
