namespace Signals.Receivers;

internal enum Keep
{
    ByKind,
    Strongly,
    Weakly,
}

/// <summary>What was said about a connection besides its receiver.</summary>
internal readonly record struct ConnectTerms(object? Sender, object? Owner, Keep Keep, int Site)
{
    public ConnectTerms At(string? file, int line) => this with { Site = Sites.NumberOf(file, line) };
}
