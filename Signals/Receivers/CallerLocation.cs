using System.Collections.Concurrent;

namespace Signals.Receivers;

/// <summary>
/// A place in a source file that connects. A program has few, and connections many: equal places are one object.
/// </summary>
internal sealed class CallerLocation
{
    private static readonly ConcurrentDictionary<(string File, int Line), CallerLocation> Locations = new();
    private static CallerLocation? _recent;
    private readonly string _file;
    private readonly int _line;

    private CallerLocation(string file, int line)
    {
        _file = file;
        _line = line;
    }

    /// <returns>Null when there is nothing to tell.</returns>
    public static CallerLocation? Of(string? file, int line)
    {
        // The compiler writes one text for all calls in a file, so a loop that connects need not read it.
        if (_recent is { } recent && ReferenceEquals(recent._file, file) && recent._line == line)
            return recent;
        if (string.IsNullOrEmpty(file))
            return null;
        return _recent = Locations.GetOrAdd((file, line), static place => new(place.File, place.Line));
    }

    public override string ToString() => $"{Path.GetFileName(_file.Replace('\\', '/'))}:{_line}";
}
