namespace Signals.Receivers;

/// <summary>The properties of a connection that never change.</summary>
internal readonly record struct ConnectionTraits(
    Hold Hold, CallKind Kind, ReceiverLifetime Lifetime, bool IsAnswering, bool HasIdentity);
