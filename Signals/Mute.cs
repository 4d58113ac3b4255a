using System.Reactive.Disposables;

namespace Signals;

/// <summary>Counts the mutes in force, which nest.</summary>
internal sealed class Mute
{
    private int _inForce;

    public bool IsInForce => Volatile.Read(ref _inForce) > 0;

    public IDisposable Begin()
    {
        Interlocked.Increment(ref _inForce);
        // Rx's disposable runs its action once, however often it is disposed.
        return Disposable.Create(() => Interlocked.Decrement(ref _inForce));
    }
}
