namespace Signals;

/// <summary>One send, as an Rx observer of a signal receives it.</summary>
/// <typeparam name="TSender">The sender's type.</typeparam>
/// <typeparam name="TArgs">The type of the data.</typeparam>
/// <param name="Sender">The sender; null when the send was anonymous.</param>
/// <param name="Args">The data that was sent.</param>
public readonly record struct SignalDelivery<TSender, TArgs>(TSender Sender, TArgs Args);
