namespace OAuthClient.OAuth1;

/// <summary>The parameters of a request, encoded and sorted (RFC 5849 section 3.4.1.3.2). Not thread-safe.</summary>
internal sealed class NormalizedParameters : IDisposable
{
    private readonly TextBuffer _text = new();
    private readonly List<Pair> _pairs = new(16);

    private readonly record struct Pair(int Start, int Middle, int End);

    /// <summary>Adds one.</summary>
    public void Add(string name, string value)
    {
        var start = _text.Length;
        _text.AppendEncoded(name);
        var middle = _text.Length;
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
            var middle = _text.Length;
            _text.AppendReencoded(equals < 0 ? default : pair[(equals + 1)..]);
            _pairs.Add(new(start, middle, _text.Length));
        }
    }

    /// <summary>Writes them as the base string has them: encoded once more.</summary>
    public void WriteTo(TextBuffer target)
    {
        Sort();
        for (var at = 0; at < _pairs.Count; at++)
        {
            var pair = _pairs[at];
            if (at > 0)
                target.Append("%26");
            target.AppendTwiceEncoded(_text.Text[pair.Start..pair.Middle]);
            target.Append("%3D");
            target.AppendTwiceEncoded(_text.Text[pair.Middle..pair.End]);
        }
    }

    /// <summary>Each as name and value, encoded, in order.</summary>
    public IReadOnlyList<(string Name, string Value)> ToList()
    {
        Sort();
        return [.. _pairs.Select(pair => (_text.Text[pair.Start..pair.Middle].ToString(), _text.Text[pair.Middle..pair.End].ToString()))];
    }

    public void Dispose() => _text.Dispose();

    // RFC 5849 section 3.4.1.3.2: by bytes, by name and then by value. Encoded text is ASCII, so characters are bytes.
    private void Sort() => _pairs.Sort((one, other) =>
    {
        var text = _text.Text;
        var byName = text[one.Start..one.Middle].SequenceCompareTo(text[other.Start..other.Middle]);
        return byName != 0 ? byName : text[one.Middle..one.End].SequenceCompareTo(text[other.Middle..other.End]);
    });
}
