namespace OAuthClient.Storage;

/// <summary>
/// One holder a key at a time, among all threads and processes. Each lease is a locked file of its own, so that no key waits for another. It is
/// opened and deleted in a turn to write, and only then: nobody can hold the lock of a file that is deleted. Thread-safe.
/// </summary>
internal sealed class FileLeases(string directory, FileTurns turns)
{
    private readonly Leases _here = new();

    private sealed class Lease(FileStream file, string place, FileTurns turns, IAsyncDisposable here) : IAsyncDisposable
    {
        private int _isBack;

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _isBack, 1) == 0)
            {
                GiveBack();
                await here.DisposeAsync().ConfigureAwait(false);
            }
        }

        // Giving back never waits and never fails: a file that stays is the next holder's to delete.
        private void GiveBack()
        {
            try
            {
                using var turn = turns.TryTake(place);
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

    public async ValueTask<IAsyncDisposable> TakeAsync(TokenKey key, string place, CancellationToken cancellationToken)
    {
        var here = await _here.TakeAsync(key, cancellationToken).ConfigureAwait(false);
        try
        {
            return new Lease(await FileLock.TakeAsync(() => TryTakeAsync(place, cancellationToken), cancellationToken).ConfigureAwait(false), place, turns, here);
        }
        catch
        {
            await here.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<FileStream?> TryTakeAsync(string place, CancellationToken cancellationToken)
    {
        using var turn = await turns.TakeAsync(place, cancellationToken).ConfigureAwait(false);
        return FileLock.TryTake(Path.Combine(directory, place + ".lease"));
    }
}
