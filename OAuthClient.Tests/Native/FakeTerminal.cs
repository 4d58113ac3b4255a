using System.Collections.Concurrent;
using System.Threading.Channels;
using OAuthClient.Native;

namespace OAuthClient.Tests.Native;

/// <summary>A terminal whose lines a test reads, and at which the test pastes.</summary>
internal sealed class FakeTerminal : INativeTerminal
{
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly Channel<string?> _pasted = Channel.CreateUnbounded<string?>();
    private int _readers;

    public bool CanShow { get; init; } = true;

    public bool CanAsk { get; init; } = true;

    public int? Columns { get; init; } = 80;

    /// <summary>Is called for each line that is shown.</summary>
    public Action<string>? Shown { get; set; }

    public IReadOnlyList<string> Lines => [.. _lines];

    public string Text => string.Join('\n', _lines);

    /// <summary>The number of reads that have not ended.</summary>
    public int Readers => _readers;

    /// <summary>The address that the lines show: the first that is alone in its line.</summary>
    public Uri Address => new(_lines.First(line => line.StartsWith("http", StringComparison.Ordinal)));

    public void Paste(string? line) => _pasted.Writer.TryWrite(line);

    public void WriteLine(string line)
    {
        _lines.Enqueue(line);
        Shown?.Invoke(line);
    }

    public async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _readers);
        try
        {
            return await _pasted.Reader.ReadAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _readers);
        }
    }
}
