using System.Globalization;

namespace OAuthClient.Storage;

/// <summary>
/// Turns to write in a directory, one holder at a time among all threads and processes. There are 256 for all keys, so that their files never
/// need to be deleted. A turn is short, and nobody who has one waits for anything: so it does not matter that keys share it. Thread-safe.
/// </summary>
internal sealed class StripedFileLocks(string directory)
{
    // Threads of one store wait for each other here, in order, and do not ask the operating system again and again.
    private readonly SemaphoreSlim[] _inProcess = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1, 1))];

    private sealed class HeldLock(FileStream file, SemaphoreSlim here) : IDisposable
    {
        public void Dispose()
        {
            file.Dispose();
            here.Release();
        }
    }

    public async ValueTask<IDisposable> AcquireAsync(string place, CancellationToken cancellationToken)
    {
        var here = _inProcess[byte.Parse(place.AsSpan(0, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)];
        await here.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new HeldLock(await FileLock.AcquireAsync(() => new(TryAcquire(place)), cancellationToken).ConfigureAwait(false), here);
        }
        catch
        {
            here.Release();
            throw;
        }
    }

    /// <summary>A turn that can be had at once.</summary>
    public FileStream? TryAcquire(string place) => FileLock.TryAcquire(Path.Combine(directory, place[..2] + ".lock"));
}
