using System.Text;

namespace OAuthClient.OAuth1;

/// <summary>
/// The normalized parameters of a request: encoded and sorted (RFC 5849 section 3.4.1.3.2). Not thread-safe.
/// </summary>
internal sealed class NormalizedParameters : IDisposable
{
    private readonly AsciiBuilder _text = new();
    private readonly List<Pair> _pairs = new(16);

    private readonly record struct Pair(int Start, int ValueStart, int End);

    /// <summary>Adds a parameter that is not encoded.</summary>
    public void Add(string name, string value)
    {
        var start = _text.Length;
        _text.AppendEncoded(name);
        var valueStart = AppendSeparator();
        _text.AppendEncoded(value);
        _pairs.Add(new(start, valueStart, _text.Length));
    }

    /// <summary>
    /// Adds all parameters of a query or a form (RFC 5849 section 3.4.1.3.1), also repeated parameters and parameters
    /// without a value.
    /// </summary>
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
            var valueStart = AppendSeparator();
            _text.AppendReencoded(equals < 0 ? default : pair[(equals + 1)..]);
            _pairs.Add(new(start, valueStart, _text.Length));
        }
    }

    /// <summary>Appends the parameters to the base string, which encodes them once more.</summary>
    public void WriteTo(AsciiBuilder target)
    {
        Sort();
        for (var index = 0; index < _pairs.Count; index++)
        {
            if (index > 0)
                target.Append("%26"u8);
            target.AppendTwiceEncoded(NameOf(_pairs[index]));
            target.Append("%3D"u8);
            target.AppendTwiceEncoded(ValueOf(_pairs[index]));
        }
    }

    /// <summary>The encoded names and values, sorted.</summary>
    public IReadOnlyList<(string Name, string Value)> ToList()
    {
        Sort();
        return [.. _pairs.Select(pair => (ToText(NameOf(pair)), ToText(ValueOf(pair))))];
    }

    public void Dispose() => _text.Dispose();

    private ReadOnlySpan<byte> NameOf(Pair pair) => _text.Bytes[pair.Start..(pair.ValueStart - 1)];

    private ReadOnlySpan<byte> ValueOf(Pair pair) => _text.Bytes[pair.ValueStart..pair.End];

    // The separator is lower than every byte of an encoded name: comparing whole pairs compares the values only of
    // equal names.
    private int AppendSeparator()
    {
        _text.Append(0);
        return _text.Length;
    }

    // RFC 5849 section 3.4.1.3.2: sorted by the bytes of the name, and then of the value.
    private void Sort() =>
        _pairs.Sort((one, other) => SortKeyOf(one).SequenceCompareTo(SortKeyOf(other)));

    private ReadOnlySpan<byte> SortKeyOf(Pair pair) => _text.Bytes[pair.Start..pair.End];

    private static string ToText(ReadOnlySpan<byte> ascii) => Encoding.ASCII.GetString(ascii);
}
