using System.Reactive.Linq;
using System.Reactive.Subjects;

namespace Signals.Tests;

public class RxTests
{
    [Test]
    public void Every_Rx_operator_works_on_a_signal()
    {
        var heard = new Heard();
        var signal = new Signal<string, int>();
        var products = signal.Where(delivery => delivery.Args > 1).Select(delivery => delivery.Args * 10);
        using (products.Subscribe(args => heard.Add($"{args}")))
        {
            signal.Send("anna", 1);
            signal.Send("anna", 2);
        }
        signal.Send("anna", 3);
        Assert.That(heard, Is.EqualTo(new[] { "20" }));
    }

    [Test]
    public void A_signal_observes_a_source_and_outlives_it()
    {
        var heard = new Heard();
        var signal = new Signal<string, int>();
        signal.Connect((sender, args) => heard.Add(sender, args));
        Observable.Return(new SignalDelivery<string, int>("source", 1)).Subscribe(signal);
        signal.Send("anna", 2);
        Assert.That(heard, Is.EqualTo(new[] { "source:1", "anna:2" }));
    }

    [Test]
    public void The_error_of_a_source_is_thrown_and_the_signal_lives_on()
    {
        using var source = new Subject<SignalDelivery<string, int>>();
        var signal = new Signal<string, int>();
        signal.Connect((_, _) => { });
        source.Subscribe(signal);
        Assert.That(() => source.OnError(new FormatException()), Throws.TypeOf<FormatException>());
        Assert.That(signal.Send("anna", 1).Reached, Is.EqualTo(1));
    }

    [Test]
    public void An_observer_that_throws_starves_no_other_and_hears_the_next_send()
    {
        var heard = new Heard();
        var signal = new Signal<string, int>();
        signal.Subscribe(new ConnectTests.Observer(delivery =>
        {
            heard.Add("first", delivery.Args);
            throw new FormatException();
        }));
        signal.Subscribe(delivery => heard.Add("second", delivery.Args));
        Assert.That(() => signal.Send("anna", 1), Throws.TypeOf<SignalException>());
        Assert.That(() => signal.Send("anna", 2), Throws.TypeOf<SignalException>());
        Assert.That(heard, Is.EqualTo(new[] { "first:1", "second:1", "first:2", "second:2" }));
    }

    [Test]
    public void Behind_an_operator_Rx_detaches_an_observer_that_threw_and_the_others_live_on()
    {
        var heard = new Heard();
        var signal = new Signal<string, int>();
        signal.Where(_ => true).Subscribe(_ => throw new FormatException());
        signal.Subscribe(delivery => heard.Add("second", delivery.Args));
        signal.Send("anna", 1, FaultPolicy.AnswerFaults);
        Assert.That(signal.Send("anna", 2).Reached, Is.EqualTo(1));
        Assert.That(heard, Is.EqualTo(new[] { "second:1", "second:2" }));
    }

    [Test]
    public void Nothing_public_can_end_a_signal() =>
        Assert.That(
            typeof(Signal<,>).GetMethods().Concat(typeof(Signal<,,>).GetMethods()).Select(method => method.Name),
            Has.None.AnyOf("Dispose", "OnError", "OnCompleted"));
}
