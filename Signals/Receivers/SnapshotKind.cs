namespace Signals.Receivers;

/// <summary>How a receiver is called, or all those of a snapshot. A send that does not wait calls the first two.</summary>
internal enum SnapshotKind
{
    /// <summary>As the delegate it is.</summary>
    Plain,

    /// <summary>As a thunk on its target.</summary>
    Open,

    /// <summary>As a delegate that returns a value task, without a token.</summary>
    Later,

    /// <summary>Each in its own way.</summary>
    Mixed,
}
