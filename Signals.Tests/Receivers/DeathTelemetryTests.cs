using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Signals.Tests.Receivers;

/// <summary>
/// An exception of a meter's listener while a death is told stays on the finalizer's thread. Uncaught, it would end the
/// process of the tests.
/// </summary>
[NonParallelizable]
public class DeathTelemetryTests
{
    [TestCase("signals.sends")]
    [TestCase("signals.faults")]
    public void An_exception_of_a_meter_listener_while_a_death_is_told_does_not_end_the_process(string instrument)
    {
        var signal = new Signal<object, Heard>();
        var thrown = 0;
        signal.ReceiverDied.Connect((_, _) => { Throw(); });
        using var listener = Listen(instrument, () => Interlocked.Increment(ref thrown));
        ConnectAndDrop(signal);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.That(signal.CountCollected(), Is.EqualTo(1));
        Assert.That(Volatile.Read(ref thrown), Is.GreaterThan(0));
    }

    private static void Throw() => throw new FormatException();

    private static MeterListener Listen(string name, Action counted)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "Signals" && instrument.Name == name)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) =>
        {
            counted();
            throw new NotSupportedException("the listener is broken");
        });
        listener.Start();
        return listener;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ConnectAndDrop(Signal<object, Heard> signal) => signal.Connect(new Owner().Method);
}
