namespace OAuthClient.Storage;

/// <summary>
/// One holder a key at a time, among all threads and processes. Each lease is a locked file of its own, so that no key waits for another. It is
/// opened and deleted in a turn to write, and only then: nobody can hold the lock of a file that is deleted. Thread-safe.
/// </summary>
internal sealed class FileLeases(string directory, StripedFileLocks turns)
{
    private readonly InProcessLeases _inProcess = new();

    private sealed class Lease(FileStream file, string place, StripedFileLocks turns, IAsyncDisposable here) : IAsyncDisposable
    {
        private int _isReleased;

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _isReleased, 1) == 0)
            {
                Release();
                await here.DisposeAsync().ConfigureAwait(false);
            }
        }

        // Giving back never waits and never fails: a file that stays is the next holder's to delete.
        private void Release()
        {
            try
            {
                using var turn = turns.TryAcquire(place);
                file.Dispose();
                if (turn is not null)
                    File.Delete(file.Name);
            }
            catch (Exception stays) when (stays is IOException or UnauthorizedAccessException)
            {
                file.Dispose();
            }
        }
    }

    public async ValueTask<IAsyncDisposable> AcquireAsync(TokenKey key, string place, CancellationToken cancellationToken)
    {
        var here = await _inProcess.AcquireAsync(key, cancellationToken).ConfigureAwait(false);
        try
        {
            return new Lease(await FileLock.AcquireAsync(() => TryAcquireAsync(place, cancellationToken), cancellationToken).ConfigureAwait(false), place, turns, here);
        }
        catch
        {
            await here.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<FileStream?> TryAcquireAsync(string place, CancellationToken cancellationToken)
    {
        using var turn = await turns.AcquireAsync(place, cancellationToken).ConfigureAwait(false);
        return FileLock.TryAcquire(Path.Combine(directory, place + ".lease"));
    }
}
