using System.Collections.Concurrent;

namespace Signals.Receivers;

/// <summary>The places in source files that connect, numbered as they come up: a program has few, and a connection many.</summary>
internal static class Sites
{
    private const int Most = (1 << 22) - 1;
    private static readonly ConcurrentDictionary<(string File, int Line), int> Numbers = new(new ByReference());
    private static readonly ConcurrentDictionary<int, string> Texts = new();
    private static int _last;
    private static Site? _recent;

    private sealed record Site(string File, int Line, int Number);

    /// <returns>The number of a place; 0 when there is none to tell.</returns>
    public static int NumberOf(string? file, int line)
    {
        // Whoever connects many connects them in one place.
        if (_recent is { } recent && ReferenceEquals(recent.File, file) && recent.Line == line)
            return recent.Number;
        if (string.IsNullOrEmpty(file))
            return 0;
        var number = Numbers.TryGetValue((file, line), out var known) ? known : Add(file, line);
        _recent = new(file, line, number);
        return number;
    }

    public static string? Text(int number) => Texts.GetValueOrDefault(number);

    private static int Add(string file, int line)
    {
        if (Volatile.Read(ref _last) >= Most)
            return 0;
        var number = Numbers.GetOrAdd((file, line), _ => Interlocked.Increment(ref _last));
        Texts.TryAdd(number, $"{Path.GetFileName(file.Replace('\\', '/'))}:{line}");
        return number;
    }

    // The compiler writes one and the same text for all calls in a file, so it need not be read to be known.
    private sealed class ByReference : IEqualityComparer<(string File, int Line)>
    {
        public bool Equals((string File, int Line) x, (string File, int Line) y) => x.Line == y.Line && (ReferenceEquals(x.File, y.File) || x.File == y.File);

        public int GetHashCode((string File, int Line) site) => site.Line;
    }
}
