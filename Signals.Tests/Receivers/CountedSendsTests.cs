using System.Diagnostics.Metrics;

namespace Signals.Tests.Receivers;

/// <summary>The meter counts the sends that call a receiver.</summary>
[NonParallelizable]
public class CountedSendsTests
{
    private readonly Signal<string, int> _signal = new("counted");
    private long _sends;

    [Test]
    public void A_send_that_is_refused_for_an_async_receiver_is_not_counted()
    {
        using var listener = Listen();
        _signal.Connect(static (_, _) => Task.CompletedTask);
        Assert.That(() => _signal.Send("anna", 1), Throws.InvalidOperationException);
        Assert.That(_sends, Is.Zero);
    }

    [Test]
    public async Task A_send_by_a_sender_to_which_nothing_is_connected_is_not_counted([Values] bool isAsync)
    {
        using var listener = Listen();
        _signal.From("ben").Connect(static (_, _) => { });
        if (isAsync)
            await _signal.SendAsync("anna", 1);
        else
            _signal.Send("anna", 1);
        Assert.That(_sends, Is.Zero);
        _signal.Send("ben", 1);
        Assert.That(_sends, Is.EqualTo(1));
    }

    private MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, self) =>
            {
                if (instrument.Meter.Name == "Signals" && instrument.Name == "signals.sends")
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (tags[0].Value as string == "counted")
                _sends += value;
        });
        listener.Start();
        return listener;
    }
}
