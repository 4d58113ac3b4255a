namespace Signals;

/// <summary>
/// The receivers for any sender, or for one, in connection order. Copy-on-write: read without a lock, written under the
/// list's. The collected are swept when the bucket has doubled since the last sweep, so it never grows by what has died.
/// </summary>
/// <param name="value">The sender, when it is one compared by value: nobody else would ever take its bucket away.</param>
internal sealed class Bucket<TReceiver>(object? value) where TReceiver : Receiver
{
    private const int FirstSweep = 32;
    private int _sweepAt = FirstSweep;
    private volatile TReceiver[] _items = [];

    public object? Value => value;

    public TReceiver[] Items => _items;

    /// <returns>How many collected ones went to make room.</returns>
    public int Add(TReceiver receiver)
    {
        var swept = 0;
        if (_items.Length >= _sweepAt)
        {
            swept = Sweep();
            _sweepAt = Math.Max(FirstSweep, _items.Length * 2);
        }
        _items = [.. _items, receiver];
        return swept;
    }

    public void Remove(TReceiver receiver) => _items = Array.FindAll(_items, item => item != receiver);

    /// <returns>How many collected ones went.</returns>
    public int Sweep()
    {
        var before = _items;
        var live = Array.FindAll(before, receiver => receiver.IsConnected);
        if (live.Length < before.Length)
            _items = live;
        return before.Length - live.Length;
    }
}
