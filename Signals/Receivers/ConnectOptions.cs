namespace Signals.Receivers;

/// <summary>The options of a connection: everything but its receiver.</summary>
internal readonly record struct ConnectOptions(
    object? Sender, object? Owner, LifetimeChoice Lifetime, CallerLocation? Location)
{
    public ConnectOptions At(string? file, int line) => this with { Location = CallerLocation.Of(file, line) };
}
