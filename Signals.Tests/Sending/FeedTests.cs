using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Subjects;

namespace Signals.Tests.Sending;

/// <summary>
/// An Rx source that a signal observes continues after a receiver threw, and ReceiverFaulted reports the fault.
/// </summary>
public class FeedTests
{
    private readonly Heard _heard = [];
    private readonly List<string> _faults = [];
    private readonly Signal<string, int> _telling = new("fed");
    private readonly Signal<string, int, string> _asking = new("fed");

    [Test]
    public void Everything_that_an_Rx_source_sends_is_received_though_a_receiver_throws([Values] bool isAsking)
    {
        using var source = new Subject<int>();
        source.Select(n => new SignalDelivery<string, int>("source", n)).Subscribe(Connect(isAsking));
        for (var n = 1; n <= 4; n++)
            source.OnNext(n);
        Assert.That(_heard, Is.EqualTo(new[] { "source:1", "source:2", "source:3", "source:4" }));
        Assert.That(_faults, Is.EqualTo(new[] { "fed: 2" }));
        Assert.That(source.HasObservers, Is.True, "the signal observes on");
    }

    [Test]
    public void An_Rx_timer_continues_though_a_receiver_throws([Values] bool isAsking)
    {
        var clock = new HistoricalScheduler();
        var ticks = Observable.Interval(TimeSpan.FromSeconds(1), clock);
        var deliveries = ticks.Select(n => new SignalDelivery<string, int>("timer", (int)n));
        using var feed = deliveries.Subscribe(Connect(isAsking));
        clock.AdvanceBy(TimeSpan.FromSeconds(4));
        Assert.That(_heard, Is.EqualTo(new[] { "timer:0", "timer:1", "timer:2", "timer:3" }));
        Assert.That(_faults, Is.EqualTo(new[] { "fed: 2" }));
    }

    [Test]
    public void A_faulting_receiver_throws_nothing_at_a_source_that_its_signal_observes_directly([Values] bool isAsking)
    {
        using var source = new Subject<SignalDelivery<string, int>>();
        source.Subscribe(Connect(isAsking));
        Assert.That(() => source.OnNext(new("source", 2)), Throws.Nothing);
        Assert.That(_faults, Is.EqualTo(new[] { "fed: 2" }));
    }

    [Test]
    public void A_signal_that_feeds_another_calls_its_own_receivers_too_when_the_others_throw()
    {
        var first = new Signal<string, int>();
        first.Subscribe(Connect(isAsking: false));
        first.Connect((sender, args) => _heard.Add("behind", args));
        Assert.That(first.Send("anna", 2).Reached, Is.EqualTo(2));
        Assert.That(_heard, Is.EqualTo(new[] { "anna:2", "behind:2" }));
    }

    // The first receiver throws on 2, and the second receives every number.
    private IObserver<SignalDelivery<string, int>> Connect(bool isAsking)
    {
        Connectable<string, int> connectable = isAsking ? _asking : _telling;
        ISignal signal = isAsking ? _asking : _telling;
        signal.ReceiverFaulted.Connect((faulted, fault) => _faults.Add($"{faulted}: {fault.Exception.Message}"));
        connectable.Connect((_, args) => { ThrowOnTwo(args); });
        connectable.Connect((sender, args) => { _heard.Add(sender, args); });
        return isAsking ? _asking : _telling;
    }

    private static void ThrowOnTwo(int args)
    {
        if (args == 2)
            throw new FormatException("2");
    }
}
