using System.Text;

namespace OAuthClient.OAuth1;

/// <summary>The parameters of a request, encoded and sorted (RFC 5849 section 3.4.1.3.2). Not thread-safe.</summary>
internal sealed class NormalizedParameters : IDisposable
{
    private readonly AsciiBuilder _text = new();
    private readonly List<Pair> _pairs = new(16);

    private readonly record struct Pair(int Start, int Middle, int End);

    /// <summary>Adds one.</summary>
    public void Add(string name, string value)
    {
        var start = _text.Length;
        _text.AppendEncoded(name);
        var middle = AppendSeparator();
        _text.AppendEncoded(value);
        _pairs.Add(new(start, middle, _text.Length));
    }

    /// <summary>Adds those of a query or a form (RFC 5849 section 3.4.1.3.1), each as often as it is there, with a value or without.</summary>
    public void AddForm(ReadOnlySpan<char> form)
    {
        foreach (var range in form.Split('&'))
        {
            var pair = form[range];
            if (pair.Length == 0)
                continue;
            var equals = pair.IndexOf('=');
            var start = _text.Length;
            _text.AppendReencoded(equals < 0 ? pair : pair[..equals]);
            var middle = AppendSeparator();
            _text.AppendReencoded(equals < 0 ? default : pair[(equals + 1)..]);
            _pairs.Add(new(start, middle, _text.Length));
        }
    }

    /// <summary>Writes them as the base string has them: encoded once more.</summary>
    public void WriteTo(AsciiBuilder target)
    {
        Sort();
        for (var at = 0; at < _pairs.Count; at++)
        {
            if (at > 0)
                target.Append("%26"u8);
            target.AppendTwiceEncoded(NameOf(_pairs[at]));
            target.Append("%3D"u8);
            target.AppendTwiceEncoded(ValueOf(_pairs[at]));
        }
    }

    /// <summary>Each as name and value, encoded, in order.</summary>
    public IReadOnlyList<(string Name, string Value)> ToList()
    {
        Sort();
        return [.. _pairs.Select(pair => (Encoding.ASCII.GetString(NameOf(pair)), Encoding.ASCII.GetString(ValueOf(pair))))];
    }

    public void Dispose() => _text.Dispose();

    private ReadOnlySpan<byte> NameOf(Pair pair) => _text.Bytes[pair.Start..(pair.Middle - 1)];

    private ReadOnlySpan<byte> ValueOf(Pair pair) => _text.Bytes[pair.Middle..pair.End];

    // A byte below all that stand in names and values: comparing the whole compares names, and values only where the names are the same.
    private int AppendSeparator()
    {
        _text.Append(0);
        return _text.Length;
    }

    // RFC 5849 section 3.4.1.3.2: by bytes, by name and then by value.
    private void Sort() => _pairs.Sort((one, other) => _text.Bytes[one.Start..one.End].SequenceCompareTo(_text.Bytes[other.Start..other.End]));
}
