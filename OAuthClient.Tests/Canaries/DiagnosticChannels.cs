using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using System.Runtime.ExceptionServices;

namespace OAuthClient.Tests.Canaries;

/// <summary>
/// Records everything that a process reports through activities, meters and event sources, and every exception that is
/// thrown, caught or not.
/// </summary>
internal sealed class DiagnosticChannels : IDisposable
{
    private readonly ConcurrentQueue<(string Channel, string Text)> _recorded = [];
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();
    private readonly EventSources _sources;

    public DiagnosticChannels()
    {
        _activities = new()
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = OnActivityStopped,
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<long>(OnMeasured);
        _meters.SetMeasurementEventCallback<double>(OnMeasured);
        _meters.Start();
        AppDomain.CurrentDomain.FirstChanceException += OnThrown;
        _sources = new(this);
    }

    /// <summary>The recorded texts, each with the channel that reported the text.</summary>
    public IReadOnlyCollection<(string Channel, string Text)> Recorded => _recorded;

    public void Record(string channel, string? text)
    {
        if (text is not null)
            _recorded.Enqueue((channel, text));
    }

    public void Dispose()
    {
        _sources.Dispose();
        AppDomain.CurrentDomain.FirstChanceException -= OnThrown;
        _meters.Dispose();
        _activities.Dispose();
    }

    private void OnActivityStopped(Activity activity)
    {
        var events = activity.Events.Select(recorded => $"{recorded.Name} {Pairs(recorded.Tags)}");
        string?[] texts =
        [
            activity.Source.Name, activity.OperationName, activity.DisplayName, activity.StatusDescription,
            Pairs(activity.TagObjects), Pairs(activity.Baggage), .. events,
        ];
        Record("activities", string.Join(' ', texts));
    }

    private void OnMeasured<T>(
        Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
        Record("meters", $"{instrument.Meter.Name} {instrument.Name} {value} {Pairs(tags.ToArray())}");

    private static string Pairs<T>(IEnumerable<KeyValuePair<string, T>> pairs) =>
        string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}"));

    private void OnThrown(object? sender, FirstChanceExceptionEventArgs thrown) =>
        Record("exceptions thrown", $"{thrown.Exception.GetType()} {thrown.Exception.Message}");

    /// <summary>
    /// Listens to event sources, except sources about memory and types, and except private sources of .NET. Private
    /// sources dump whole requests with headers, and a library cannot prevent the dump.
    /// </summary>
    private sealed class EventSources(DiagnosticChannels channels) : EventListener
    {
        private static readonly string[] IgnoredSources =
        [
            "Private.", "Microsoft-Windows-DotNETRuntime", "System.Buffers", "NativeRuntime",
            "Microsoft-Extensions-DependencyInjection",
        ];

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (!IgnoredSources.Any(begin => eventSource.Name.StartsWith(begin, StringComparison.Ordinal)))
            {
                EnableEvents(
                    eventSource,
                    eventSource.Name.StartsWith("System.Net", StringComparison.Ordinal)
                        ? EventLevel.Verbose
                        : EventLevel.Informational,
                    EventKeywords.All);
            }
        }

        // The constructor of EventListener calls this method before the constructor of this class has run.
        protected override void OnEventWritten(EventWrittenEventArgs eventData) =>
            channels?.Record(
                $"events of {eventData.EventSource.Name}",
                $"{eventData.EventName} {eventData.Message} {string.Join(' ', eventData.Payload ?? new([]))}");
    }
}
