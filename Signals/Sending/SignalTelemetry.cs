using System.Diagnostics;
using System.Diagnostics.Metrics;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>The meter and the activity source of all signals, both called <c>Signals</c>.</summary>
/// <remarks>Without a listener, a send reads two fields and nothing more.</remarks>
internal static class SignalTelemetry
{
    public const string Name = "Signals";
    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Sends =
        Meter.CreateCounter<long>("signals.sends", "{send}", "Sends of a signal that had receivers.");
    private static readonly Counter<long> Faults =
        Meter.CreateCounter<long>("signals.faults", "{fault}", "Receivers that threw.");

    /// <summary>Whether the meter or the activity source has a listener.</summary>
    public static bool IsEnabled => Sends.Enabled || Source.HasListeners();

    /// <summary>Counts a send, and begins its activity if a listener samples it.</summary>
    public static Activity? BeginSend(ReceiverTable table) => IsEnabled ? BeginSend(table.Events.SignalName) : null;

    /// <summary>Counts a fault, and sets the status of the send's activity to error.</summary>
    public static void CountFault(string? signal, Activity? activity)
    {
        if (Faults.Enabled)
            Faults.Add(1, new KeyValuePair<string, object?>("signal", signal));
        activity?.SetStatus(ActivityStatusCode.Error, "A receiver threw.");
    }

    private static Activity? BeginSend(string? signal)
    {
        Sends.Add(1, new KeyValuePair<string, object?>("signal", signal));
        return Source.StartActivity($"send {signal ?? "(unnamed)"}");
    }
}
