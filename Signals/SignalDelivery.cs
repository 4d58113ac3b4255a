namespace Signals;

/// <summary>One send as an Rx observer of a signal sees it.</summary>
/// <typeparam name="TSender">Who sends.</typeparam>
/// <typeparam name="TArgs">What is sent.</typeparam>
/// <param name="Sender">The sender; null when the send was anonymous.</param>
/// <param name="Args">What was sent.</param>
public readonly record struct SignalDelivery<TSender, TArgs>(TSender Sender, TArgs Args);
