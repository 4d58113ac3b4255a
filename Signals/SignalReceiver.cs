namespace Signals;

/// <summary>
/// What a signal tells about one of its receivers, for people who ask why it was or was not called.
/// A description only: it keeps neither the receiver nor the sender alive. Immutable.
/// </summary>
/// <param name="Name">The method, as <c>Type.Method</c>; a lambda is named by the method it stands in.</param>
/// <param name="Lifetime">How long it is kept.</param>
/// <param name="Sender">The one sender it listens to, described; null when it listens to any.</param>
/// <param name="ConnectedAt">The file and line that connected it; null when <c>[ConnectTo]</c> or Rx did.</param>
/// <param name="IsAsync">Whether it must be sent to with <c>SendAsync</c>.</param>
public sealed record SignalReceiver(string Name, ReceiverLifetime Lifetime, string? Sender, string? ConnectedAt, bool IsAsync)
{
    /// <summary>The name, and where it was connected if that is known.</summary>
    /// <returns>For example <c>Accounts.Welcome (Startup.cs:42)</c>.</returns>
    public override string ToString() => ConnectedAt is null ? Name : $"{Name} ({ConnectedAt})";
}
