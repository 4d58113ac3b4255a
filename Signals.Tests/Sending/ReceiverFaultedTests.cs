using System.Diagnostics.Metrics;
using System.Reactive.Subjects;

namespace Signals.Tests.Sending;

// Not parallel: a MeterListener receives the measurements of the whole process.
[NonParallelizable]
public class ReceiverFaultedTests
{
    private delegate Task Sending(ReceiverFaultedTests test, FaultPolicy faults);

    private readonly Signal<string, int> _telling = new("faulting");
    private readonly Signal<string, int, string> _asking = new("faulting");
    private readonly List<SignalFault> _told = [];

    private static IEnumerable<TestCaseData> Sendings()
    {
        yield return Row(
            "Send",
            (test, faults) => { test._telling.Send("anna", 1, faults); return Task.CompletedTask; });
        yield return Row("Send to one sender",
            (test, faults) => { test._telling.Send("ben", 1, faults); return Task.CompletedTask; });
        yield return Row("SendAsync", async (test, faults) => await test._telling.SendAsync("anna", 1, faults));
        yield return Row("Send of answers",
            (test, faults) => { test._asking.Send("anna", 1, faults); return Task.CompletedTask; });
        yield return Row(
            "SendAsync of answers",
            async (test, faults) => await test._asking.SendAsync("anna", 1, faults));
        yield return Row("First", (test, _) => { test._asking.First("anna", 1); return Task.CompletedTask; });
        yield return Row("Any",
            (test, _) => { test._asking.Any("anna", 1, answer => answer == "no"); return Task.CompletedTask; });
        yield return Row("Aggregate",
            (test, _) => { test._asking.Aggregate("anna", 1, 0, (count, _) => count + 1); return Task.CompletedTask; });
        yield return Row("AggregateAsync",
            async (test, _) => await test._asking.AggregateAsync("anna", 1, 0, (count, _) => count + 1));
        yield return Row("a feed", (test, _) => { Feed(test._telling); return Task.CompletedTask; });
        yield return Row("a feed of answers", (test, _) => { Feed(test._asking); return Task.CompletedTask; });

        static TestCaseData Row(string name, Sending send) => new TestCaseData(send).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Sendings))]
    public async Task ReceiverFaulted_is_sent_once_for_each_fault_under_every_policy(object send)
    {
        foreach (var faults in Enum.GetValues<FaultPolicy>())
        {
            Connect();
            await IgnoreFaults((Sending)send, faults);
            Assert.That(_told.Select(fault => fault.Exception.Message), Is.EqualTo(new[] { "thrown" }), $"{faults}");
            Assert.That(_told[0].Receiver.Name, Does.Contain(nameof(Throw)));
        }
    }

    [TestCaseSource(nameof(Sendings))]
    public async Task The_meter_counts_each_fault_once_under_every_policy(object send)
    {
        var counted = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Signals")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (instrument.Name == "signals.faults" && Equals(tags[0].Value, "faulting"))
                Interlocked.Add(ref counted, value);
        });
        listener.Start();
        foreach (var faults in Enum.GetValues<FaultPolicy>())
        {
            counted = 0;
            Connect();
            await IgnoreFaults((Sending)send, faults);
            Assert.That(counted, Is.EqualTo(1), $"{faults}");
        }
    }

    [Test]
    public void The_sender_of_ReceiverFaulted_is_the_signal_and_the_fault_names_the_receiver()
    {
        ISignal? sender = null;
        Connect();
        _telling.ReceiverFaulted.Connect((signal, _) => sender = signal);
        _telling.Send("anna", 1, FaultPolicy.AnswerFaults);
        Assert.That(sender, Is.SameAs(_telling));
        Assert.That(_told.Single().Receiver, Is.EqualTo(_telling.ReceiversFor("anna")[0]));
    }

    [Test]
    public async Task A_cancellation_is_no_fault_and_earlier_faults_are_reported()
    {
        using var source = new CancellationTokenSource();
        Connect();
        _telling.Connect(async (_, _) => await source.CancelAsync());
        _telling.Connect((_, _) => Assert.Fail("called after the cancellation"));
        await Assert.CatchAsync<OperationCanceledException>(
            async () => await _telling.SendAsync("anna", 1, cancellationToken: source.Token));
        Assert.That(_told.Select(fault => fault.Exception.Message), Is.EqualTo(new[] { "thrown" }));
    }

    private void Connect()
    {
        _told.Clear();
        if (_telling.Receivers.Count > 0)
            return;
        _telling.Connect(Throw);
        _telling.Connect((_, _) => { });
        _telling.From("ben").Connect((_, _) => { });
        _asking.Connect(Throw);
        _asking.Connect((_, _) => null);
        _telling.ReceiverFaulted.Connect((_, fault) => _told.Add(fault));
        _asking.ReceiverFaulted.Connect((_, fault) => _told.Add(fault));
    }

    private async Task IgnoreFaults(Sending send, FaultPolicy faults)
    {
        try
        {
            await send(this, faults);
        }
        catch (Exception fault) when (fault is SignalException or FormatException)
        {
            // The test checks what ReceiverFaulted and the meter report, not the exception.
        }
    }

    private static void Feed(IObserver<SignalDelivery<string, int>> signal)
    {
        using var source = new Subject<SignalDelivery<string, int>>();
        using var feed = source.Subscribe(signal);
        source.OnNext(new("anna", 1));
    }

    private static void Throw(string sender, int args) => throw new FormatException("thrown");
}
