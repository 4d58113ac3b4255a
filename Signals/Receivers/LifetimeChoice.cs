namespace Signals.Receivers;

/// <summary>How long a caller asked for a receiver to be held.</summary>
internal enum LifetimeChoice
{
    /// <summary>As the kind of the receiver says.</summary>
    Default,
    Strongly,
    Weakly,
}
