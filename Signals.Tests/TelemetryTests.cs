using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Signals.Tests;

// Not parallel: a listener hears the whole process, and would change the code path of every other test's sends.
[NonParallelizable]
public class TelemetryTests
{
    private readonly Signal<string, int> _telling = new("tells");
    private readonly Signal<string, int, string> _asking = new("asks");

    [Test]
    public async Task The_meter_counts_sends_and_faults_by_the_name_of_the_signal()
    {
        var counted = new Dictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "Signals")
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var key = $"{instrument.Name} {tags[0].Key}={tags[0].Value}";
            counted[key] = counted.GetValueOrDefault(key) + value;
        });
        listener.Start();
        await SendAll(FaultPolicy.AnswerFaults);
        Assert.That(counted, Is.EquivalentTo(new Dictionary<string, long>
        {
            ["signals.sends signal=tells"] = 2,
            ["signals.faults signal=tells"] = 4,
            ["signals.sends signal=asks"] = 3,
            ["signals.faults signal=asks"] = 6,
        }));
    }

    [TestCase(FaultPolicy.AnswerFaults)]
    [TestCase(FaultPolicy.FinishThenThrow)]
    public async Task A_send_whose_receivers_threw_is_a_failed_activity(FaultPolicy faults)
    {
        var stopped = new List<Activity>();
        using var listener = Listen(stopped.Add);
        await SendAll(faults);
        Assert.That(stopped.Select(activity => activity.OperationName),
            Is.EqualTo(new[] { "send tells", "send tells", "send asks", "send asks", "send asks" }));
        Assert.That(stopped.Select(activity => activity.Status), Has.All.EqualTo(ActivityStatusCode.Error));
    }

    [Test]
    public void A_successful_send_is_an_activity_without_a_status_around_its_receivers()
    {
        Activity? seen = null;
        var stopped = new List<Activity>();
        using var listener = Listen(stopped.Add);
        _telling.From("anna").Connect((_, _) => seen = Activity.Current);
        _telling.Send("anna", 1);
        Assert.That(stopped.Single(), Is.SameAs(seen));
        Assert.That(seen!.Status, Is.EqualTo(ActivityStatusCode.Unset));
    }

    [Test]
    public async Task Without_a_listener_the_callers_own_activity_keeps_its_status()
    {
        using var mine = new Activity("mine").Start();
        await SendAll(FaultPolicy.AnswerFaults);
        Assert.That(mine.Status, Is.EqualTo(ActivityStatusCode.Unset));
    }

    private static ActivityListener Listen(Action<Activity> stopped)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Signals",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = stopped,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private async Task SendAll(FaultPolicy faults)
    {
        for (var n = 0; n < 2; n++)
        {
            _telling.Connect((_, _) => { Throw(); });
            _asking.Connect((_, _) => throw new FormatException());
        }
        await IgnoreFaults(() => { _telling.Send("anna", 1, faults); return default; });
        await IgnoreFaults(async () => await _telling.SendAsync("anna", 1, faults));
        await IgnoreFaults(() => { _asking.Send("anna", 1, faults); return default; });
        await IgnoreFaults(async () => await _asking.SendAsync("anna", 1, faults));
        await IgnoreFaults(() => { _asking.Fold<Count, int>("anna", 1, 0, faults); return default; });
    }

    private static async Task IgnoreFaults(Func<ValueTask> send)
    {
        try
        {
            await send();
        }
        catch (SignalException)
        {
            // The test checks the telemetry, not the exception.
        }
    }

    private static void Throw() => throw new FormatException();

    private readonly struct Count : ISignalFold<string, int>
    {
        public static bool Fold(ref int state, in SignalAnswer<string> answer) => ++state > 0;
    }
}
