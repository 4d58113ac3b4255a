namespace Signals.Receivers;

/// <summary>Who may hear a send.</summary>
internal enum Audience
{
    /// <summary>Nobody is connected, or the signal is muted.</summary>
    Nobody,

    /// <summary>Those who listen to any sender.</summary>
    Any,

    /// <summary>Those as well who listen to one sender only.</summary>
    Particular,
}
