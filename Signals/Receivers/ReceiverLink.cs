namespace Signals.Receivers;

/// <summary>Leads from a description to the receiver and the sender, while they are alive.</summary>
internal sealed record ReceiverLink(WeakReference<Connection> Connection, SenderIdentity? Sender);
