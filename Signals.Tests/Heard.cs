namespace Signals.Tests;

/// <summary>The one spy of all tests: what was heard, in order. It keeps words, never receivers.</summary>
public sealed class Heard : List<string>
{
    public void Add(object? sender, object? args) => Add($"{sender}:{args}");
}
