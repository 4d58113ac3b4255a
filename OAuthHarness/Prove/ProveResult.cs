using System.Collections.Concurrent;

namespace OAuthHarness.Prove;

/// <summary>A row of the table: the cases of a flow with a kind of fault. Thread-safe.</summary>
internal sealed class ProveResult(ProveRow row, string kind)
{
    private readonly ConcurrentBag<Fall> _falls = [];
    private int _cases;
    private int _fallen;

    public ProveRow Row => row;

    public string Kind => kind;

    public int Cases => _cases;

    public int Fallen => _fallen;

    public int Held => _cases - _fallen;

    /// <summary>All expectations that were not met: a case can have several.</summary>
    public IReadOnlyList<Fall> Falls => [.. _falls.OrderBy(fall => fall.ToString(), StringComparer.Ordinal)];

    public void Add(IReadOnlyCollection<Fall> falls)
    {
        Interlocked.Increment(ref _cases);
        if (falls.Count > 0)
            Interlocked.Increment(ref _fallen);
        foreach (var fall in falls)
            _falls.Add(fall);
    }

    /// <summary>The row in the columns of <see cref="ProveReport"/>.</summary>
    public override string ToString() =>
        $"{row.Flow.Name,-10}{row.Protocol,-8}{row.Stores.Name,-10}{kind,-24}{Cases,7}{Held,7}{Fallen,7}";
}
