namespace Signals.Receivers;

/// <summary>Which receivers may hear a send.</summary>
internal enum ReceiverScope
{
    /// <summary>No receiver is connected, or the signal is muted.</summary>
    None,

    /// <summary>Receivers for any sender.</summary>
    AnySender,

    /// <summary>Receivers for any sender, and those for one.</summary>
    PerSender,
}
