using System.Diagnostics.CodeAnalysis;
using Signals.Receivers;

namespace Signals;

/// <summary>
/// What a signal tells about one of its receivers, for people who ask why it was or was not called.
/// A description only: it keeps neither the receiver nor the sender alive. Immutable. Equal to another that says the
/// same.
/// </summary>
/// <param name="Name">The method, as <c>Type.Method</c>; a lambda is named by the method it stands in.</param>
/// <param name="Lifetime">How long it is kept.</param>
/// <param name="Sender">The one sender it listens to, described; null when it listens to any.</param>
/// <param name="ConnectedAt">
/// The file and line that connected it; null when <c>[ConnectTo]</c>, Rx or the open form did.
/// </param>
/// <param name="IsAsync">Whether it must be sent to with <c>SendAsync</c>.</param>
public sealed record SignalReceiver(
    string Name, ReceiverLifetime Lifetime, string? Sender, string? ConnectedAt, bool IsAsync)
{
    internal ReceiverLink? Link { get; init; }

    /// <summary>
    /// Looks the receiver up, as it was connected; of the open form, the lambda that all targets share.
    /// </summary>
    /// <param name="receiver">
    /// The delegate; null when it was disconnected or collected meanwhile, and for an Rx observer.
    /// </param>
    /// <returns>Whether it is still connected.</returns>
    public bool TryGetReceiver([NotNullWhen(true)] out Delegate? receiver)
    {
        var connection = Link is not null && Link.Connection.TryGetTarget(out var alive) ? alive : null;
        receiver = connection?.GetCall(out _) is { } call ? Adapter.Original(call) : null;
        return receiver is not null;
    }

    /// <summary>Looks the one sender up that the receiver listens to.</summary>
    /// <param name="sender">The sender; null when it was collected, or the receiver listens to any.</param>
    /// <returns>Whether there is one.</returns>
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

    /// <summary>The name, and where it was connected if that is known.</summary>
    /// <returns>For example <c>Accounts.Welcome (Startup.cs:42)</c>.</returns>
    public override string ToString() => ConnectedAt is null ? Name : $"{Name} ({ConnectedAt})";
}
