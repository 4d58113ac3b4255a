using System.Text;

namespace OAuthClient.Native.Terminals;

/// <summary>The state of the line after a key.</summary>
internal enum LineState
{
    Typing,
    Done,
    Ended,
}

/// <summary>
/// A line that a person types or pastes, key by key. It shows a star for each of the first characters.
/// </summary>
/// <param name="show">Writes to the terminal.</param>
internal sealed class LineEditor(Action<string> show)
{
    private const int MaxStars = 16;
    private const int MaxLength = 1024 * 1024;
    private const char Escape = '\u001b';
    private readonly StringBuilder _line = new();
    private int _stars;
    private char _sequence;

    /// <summary>The line, without its end.</summary>
    public string Text => _line.ToString();

    /// <summary>Whether the cursor is behind stars.</summary>
    public bool HasShown => _stars > 0;

    public LineState Press(char key)
    {
        if (IsInSequence(key))
            return LineState.Typing;
        switch (key)
        {
            case '\r' or '\n':
                return LineState.Done;
            case '\u0004' or '\u001a' when _line.Length == 0:
                return LineState.Ended;
            case '\b' or '\u007f':
                Remove(1);
                break;
            case '\u0015':
                Remove(_line.Length);
                break;
            case >= ' ' when _line.Length < MaxLength:
                Add(key);
                break;
        }
        return LineState.Typing;
    }

    // Arrow keys, and the marks of a terminal around a pasted text, are escape sequences (ECMA-48 section 5.4).
    private bool IsInSequence(char key)
    {
        var before = _sequence;
        _sequence = (before, key) switch
        {
            (_, Escape) => Escape,
            (Escape, '[' or 'O') => key,
            ('[', < '@' or > '~') => '[',
            _ => '\0',
        };
        return _sequence != '\0' || before is '[' or 'O';
    }

    private void Add(char key)
    {
        _line.Append(key);
        if (_line.Length > MaxStars)
            return;
        _stars++;
        show(_line.Length == MaxStars ? "*…" : "*");
    }

    private void Remove(int count)
    {
        count = Math.Min(count, _line.Length);
        _line.Length -= count;
        for (; _stars > _line.Length; _stars--)
            show(_stars == MaxStars ? "\b \b\b \b" : "\b \b");
    }
}
