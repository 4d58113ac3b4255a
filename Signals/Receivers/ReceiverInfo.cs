namespace Signals.Receivers;

/// <summary>Describes whatever is held to people.</summary>
internal static class ReceiverInfo
{
    public static SignalReceiver Of(object held, object? target, Mark mark, string? sender) =>
        new(Adapter.NameOf(held), target is null ? mark.Lifetime : ReceiverLifetime.Weak, sender, mark.ConnectedAt, IsAsync(held));

    /// <summary>A receiver that was collected: of an open one the thunk is left, of a method only where it was connected.</summary>
    public static SignalReceiver OfDead(object? thunk, Mark mark, string? sender) =>
        new(thunk is null ? "(collected)" : Adapter.NameOf(thunk), mark.Lifetime, sender, mark.ConnectedAt, IsAsync: false);

    // Async receivers are held as functions that return a value task.
    public static bool IsAsync(object held) =>
        held.GetType() is { IsGenericType: true } type && type.Name.StartsWith("Func", StringComparison.Ordinal) && type.GetGenericArguments()[^1] is var result
        && (result == typeof(ValueTask) || (result.IsGenericType && result.GetGenericTypeDefinition() == typeof(ValueTask<>)));
}
