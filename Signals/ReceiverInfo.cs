namespace Signals;

/// <summary>Describes whatever is held to people.</summary>
internal static class ReceiverInfo
{
    public static SignalReceiver Of(object held, object? target, Mark mark, string? sender) =>
        new(Adapter.NameOf(held), target is null ? mark.Lifetime : ReceiverLifetime.Weak, sender, mark.ConnectedAt, IsAsync(held));

    // Async receivers are held in one shape, the only one that takes a token.
    public static bool IsAsync(object held) => held.GetType() is { IsGenericType: true } type && type.GetGenericArguments() is [_, _, var token, _] && token == typeof(CancellationToken);
}
