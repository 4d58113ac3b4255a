using System.Collections.Concurrent;

namespace Signals.Receivers;

/// <summary>
/// The file and line of a connect. Equal locations are one object, since many connections share few locations.
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

    /// <returns>Null when the file is unknown.</returns>
    public static CallerLocation? Of(string? file, int line)
    {
        // The compiler uses one string for all calls in a file, so comparing references finds a loop that connects.
        if (_recent is { } recent && ReferenceEquals(recent._file, file) && recent._line == line)
            return recent;
        if (string.IsNullOrEmpty(file))
            return null;
        return _recent = Locations.GetOrAdd((file, line), static key => new(key.File, key.Line));
    }

    public override string ToString() => $"{Path.GetFileName(_file.Replace('\\', '/'))}:{_line}";
}
