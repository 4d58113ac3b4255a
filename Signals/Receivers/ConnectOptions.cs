namespace Signals.Receivers;

internal enum LifetimeChoice
{
    Default,
    Strongly,
    Weakly,
}

/// <summary>What was said about a connection besides its receiver.</summary>
internal readonly record struct ConnectOptions(object? Sender, object? Owner, LifetimeChoice Keep, CallerLocation? Location)
{
    public ConnectOptions At(string? file, int line) => this with { Location = CallerLocation.Of(file, line) };
}
