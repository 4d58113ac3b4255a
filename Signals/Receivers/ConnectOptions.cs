namespace Signals.Receivers;

/// <summary>How long a caller asked for a receiver to be held.</summary>
internal enum LifetimeChoice
{
    /// <summary>As the kind of the receiver says.</summary>
    Default,
    Strongly,
    Weakly,
}

/// <summary>The options of a connection: everything but its receiver.</summary>
internal readonly record struct ConnectOptions(
    object? Sender, object? Owner, LifetimeChoice Lifetime, CallerLocation? Location)
{
    public ConnectOptions At(string? file, int line) => this with { Location = CallerLocation.Of(file, line) };
}
