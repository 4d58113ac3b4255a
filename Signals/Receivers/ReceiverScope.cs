namespace Signals.Receivers;

/// <summary>The receivers that a send of a signal may reach.</summary>
internal enum ReceiverScope
{
    /// <summary>None: no receiver is connected, or the signal is muted.</summary>
    None,

    /// <summary>Only receivers for any sender are connected.</summary>
    AnySender,

    /// <summary>Receivers for one sender are connected too, so that a send has to look up its sender.</summary>
    PerSender,
}
