namespace Signals.Receivers;

/// <summary>The lifetime of a receiver.</summary>
/// <param name="Lifetime">How long the signal keeps the receiver.</param>
/// <param name="Owner">The object that the receiver lives as long as; null when the signal holds the receiver.</param>
/// <param name="IsMethodGroup">Whether the receiver is a method with a name, and so has an identity.</param>
internal readonly record struct ResolvedLifetime(ReceiverLifetime Lifetime, object? Owner, bool IsMethodGroup);
