namespace Signals.Tests;

/// <summary>Records what receivers heard, in order. It keeps texts only, and no receiver alive.</summary>
public sealed class Heard : List<string>
{
    public void Add(object? sender, object? args) => Add($"{sender}:{args}");
}
