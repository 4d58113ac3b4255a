namespace Signals.Receivers;

/// <summary>Counts hash codes in eight bytes each or so: enough to tell that something is certainly not in a list, without walking it.</summary>
internal sealed class HashBag(int expected)
{
    private const int Empty = 0;
    private const int Removed = 1;
    private readonly int[] _codes = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(8, expected * 2))];
    private int _used;

    /// <summary>Whether there is no more room, and a new bag is due.</summary>
    public bool IsFull => _used * 4 > _codes.Length * 3;

    public void Add(int code)
    {
        var at = Start(code);
        while (_codes[at] is not (Empty or Removed))
            at = Next(at);
        _used += _codes[at] == Empty ? 1 : 0;
        _codes[at] = Valid(code);
    }

    public bool Contains(int code) => Find(code) >= 0;

    public void Remove(int code)
    {
        var at = Find(code);
        if (at < 0)
            return;
        // A tombstone is needed only where a chain goes on.
        var last = _codes[Next(at)] == Empty;
        _codes[at] = last ? Empty : Removed;
        _used -= last ? 1 : 0;
    }

    private int Find(int code)
    {
        var valid = Valid(code);
        for (var at = Start(code); _codes[at] != Empty; at = Next(at))
        {
            if (_codes[at] == valid)
                return at;
        }
        return -1;
    }

    private int Start(int code) => (int)((uint)code * 2654435769u >> 7) & (_codes.Length - 1);

    private int Next(int at) => (at + 1) & (_codes.Length - 1);

    private static int Valid(int code) => code is Empty or Removed ? 2 : code;
}
