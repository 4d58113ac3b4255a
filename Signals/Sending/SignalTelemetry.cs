using System.Diagnostics;
using System.Diagnostics.Metrics;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>
/// What a signal tells to tools that watch the process: a meter and an activity source, both called <c>Signals</c>.
/// While none watches, a send pays for two reads of a field.
/// </summary>
internal static class SignalTelemetry
{
    public const string Name = "Signals";
    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Sends = Meter.CreateCounter<long>("signals.sends", "{send}", "Sends of a signal that had receivers.");
    private static readonly Counter<long> Faults = Meter.CreateCounter<long>("signals.faults", "{fault}", "Receivers that threw.");

    /// <summary>Whether anything listens.</summary>
    public static bool IsEnabled => Sends.Enabled || Source.HasListeners();

    /// <summary>Counts a send, and begins its activity if one is wanted.</summary>
    public static Activity? BeginSend(ReceiverTable table) => IsEnabled ? BeginSend(table.Events.SignalName) : null;

    /// <summary>Counts a fault, and marks the send's activity if it has one.</summary>
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
