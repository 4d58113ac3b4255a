using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Signals.Sending;

/// <summary>
/// What a signal tells to whoever watches the process: a meter and an activity source, both called <c>Signals</c>. While nobody
/// watches, a send pays for two reads of a field.
/// </summary>
internal static class SignalTelemetry
{
    public const string Name = "Signals";
    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Sends = Meter.CreateCounter<long>("signals.sends", "{send}", "Sends of a signal that somebody was connected to.");
    private static readonly Counter<long> Faults = Meter.CreateCounter<long>("signals.faults", "{fault}", "Receivers that threw.");

    /// <summary>Whether anybody watches.</summary>
    public static bool IsWatched => Sends.Enabled || Source.HasListeners();

    /// <summary>Counts a send, and begins its activity if somebody wants one.</summary>
    public static Activity? Begin(string? signal)
    {
        Sends.Add(1, new KeyValuePair<string, object?>("signal", signal));
        return Source.StartActivity($"send {signal ?? "(unnamed)"}");
    }

    public static void Threw(string? signal, int faults)
    {
        if (Faults.Enabled)
            Faults.Add(faults, new KeyValuePair<string, object?>("signal", signal));
        // Only our own: the host's activity has not failed because a receiver of ours did.
        if (Activity.Current is { } current && current.Source == Source)
            current.SetStatus(ActivityStatusCode.Error, $"{faults} receiver(s) threw");
    }
}
