using System.Diagnostics.CodeAnalysis;
using Signals.Receivers;

namespace Signals;

/// <summary>
/// The description of one receiver of a signal, for people who ask why a receiver was or was not called.
/// </summary>
/// <param name="Name">The method, as <c>Type.Method</c>; for a lambda, the method that contains the lambda.</param>
/// <param name="Lifetime">How long the signal keeps the receiver.</param>
/// <param name="Sender">
/// A text for the one sender that the receiver listens to; null for a receiver of any sender.
/// </param>
/// <param name="ConnectedAt">
/// The file and line of the connect; null when <c>[ConnectTo]</c>, Rx or the open form connected the receiver.
/// </param>
/// <param name="IsAsync">Whether the receiver is async, so that its signal must be sent with <c>SendAsync</c>.</param>
/// <remarks>
/// A description keeps neither the receiver nor the sender alive. Descriptions with the same values are equal.
/// Immutable.
/// </remarks>
public sealed record SignalReceiver(
    string Name, ReceiverLifetime Lifetime, string? Sender, string? ConnectedAt, bool IsAsync)
{
    internal ReceiverLink? Link { get; init; }

    /// <summary>
    /// Looks up the delegate that was connected; for the open form, the lambda that all targets share.
    /// </summary>
    /// <param name="receiver">
    /// The delegate; null when the receiver was disconnected or collected since, and for an Rx observer.
    /// </param>
    /// <returns>Whether the delegate was found.</returns>
    public bool TryGetReceiver([NotNullWhen(true)] out Delegate? receiver)
    {
        var connection = Link is not null && Link.Connection.TryGetTarget(out var alive) ? alive : null;
        receiver = connection?.GetCall(out _) is { } call ? Adapter.Original(call) : null;
        return receiver is not null;
    }

    /// <summary>Looks up the one sender that the receiver listens to.</summary>
    /// <param name="sender">The sender; null when it was collected, or when the receiver listens to any sender.</param>
    /// <returns>Whether the sender was found.</returns>
    public bool TryGetSender([NotNullWhen(true)] out object? sender)
    {
        sender = Link?.Sender?.Find();
        return sender is not null;
    }

    /// <inheritdoc/>
    public bool Equals(SignalReceiver? other) =>
        other is not null && Name == other.Name && Lifetime == other.Lifetime && Sender == other.Sender
        && ConnectedAt == other.ConnectedAt && IsAsync == other.IsAsync;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Lifetime, Sender, ConnectedAt, IsAsync);

    /// <summary>Returns the name, and the file and line of the connect if they are known.</summary>
    /// <returns>A text, for example <c>Accounts.Welcome (Startup.cs:42)</c>.</returns>
    public override string ToString() => ConnectedAt is null ? Name : $"{Name} ({ConnectedAt})";
}
