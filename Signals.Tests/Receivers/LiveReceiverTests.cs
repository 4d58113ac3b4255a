using System.Runtime.CompilerServices;

namespace Signals.Tests.Receivers;

/// <summary>A description leads to its receiver and its sender while they are alive and connected.</summary>
public class LiveReceiverTests
{
    private readonly Signal<object, Heard> _signal = new();

    [Test]
    public void A_description_leads_to_the_method_that_is_connected()
    {
        var owner = new Owner();
        _signal.Connect(owner.Method);
        Assert.That(_signal.Receivers.Single().TryGetReceiver(out var receiver), Is.True);
        Assert.That(receiver!.Target, Is.SameAs(owner));
        Assert.That(receiver.Method.Name, Is.EqualTo(nameof(Owner.Method)));
    }

    [Test]
    public void A_description_leads_to_the_lambda_that_is_connected()
    {
        Action<object, Heard> lambda = (_, heard) => heard.Add("called");
        _signal.Connect(lambda);
        Assert.That(_signal.Receivers.Single().TryGetReceiver(out var receiver), Is.True);
        Assert.That(receiver, Is.EqualTo(lambda));
    }

    [Test]
    public void A_description_leads_to_the_async_receiver_that_is_connected()
    {
        Func<object, Heard, Task> lambda = async (_, _) => await Task.Yield();
        _signal.Connect(lambda);
        Assert.That(_signal.Receivers.Single().TryGetReceiver(out var receiver), Is.True);
        Assert.That(receiver, Is.EqualTo(lambda));
    }

    [Test]
    public void A_description_leads_to_the_sender()
    {
        var sender = new object();
        _signal.From(sender).Connect(Owner.Static);
        Assert.That(_signal.Receivers.Single().TryGetSender(out var found), Is.True);
        Assert.That(found, Is.SameAs(sender));
    }

    [TestCase(42)]
    [TestCase("text")]
    public void A_description_leads_to_a_sender_that_is_a_value(object sender)
    {
        _signal.From(sender).Connect(Owner.Static);
        Assert.That(_signal.Receivers.Single().TryGetSender(out var found), Is.True);
        Assert.That(found, Is.EqualTo(sender));
    }

    [Test]
    public void The_description_of_a_receiver_for_any_sender_leads_to_no_sender()
    {
        _signal.Connect(Owner.Static);
        Assert.That(_signal.Receivers.Single().TryGetSender(out var sender), Is.False);
        Assert.That(sender, Is.Null);
    }

    [Test]
    public void The_description_of_a_disposed_connection_leads_to_no_receiver()
    {
        var connection = _signal.Connect(Owner.Static);
        var description = _signal.Receivers.Single();
        connection.Dispose();
        Assert.That(description.TryGetReceiver(out var receiver), Is.False);
        Assert.That(receiver, Is.Null);
    }

    [TestCase(ListenerForm.Method)]
    [TestCase(ListenerForm.Open)]
    [TestCase(ListenerForm.Owned)]
    [TestCase(ListenerForm.WeakLambda)]
    public void A_description_keeps_neither_receiver_nor_sender_though_both_were_looked_up(ListenerForm form)
    {
        var signal = new Signal<object, Task>();
        var (description, receiver, sender) = ConnectAndLookUp(signal, form);
        Garbage.Collect();
        Assert.That((receiver.IsAlive, sender.IsAlive), Is.EqualTo((false, false)));
        Assert.That(description.TryGetReceiver(out _), Is.False);
        Assert.That(description.TryGetSender(out _), Is.False);
        GC.KeepAlive(signal);
    }

    [Test]
    public void The_receiver_of_an_answer_and_of_a_fault_can_be_looked_up()
    {
        Func<object, Heard, string?> answering = static (_, _) => "answer";
        Func<object, Heard, string?> throwing = static (_, _) => throw new FormatException();
        var signal = new Signal<object, Heard, string>();
        signal.Connect(answering);
        signal.Connect(throwing);
        var answers = signal.Send("anna", [], FaultPolicy.AnswerFaults);
        Assert.That(answers.Select(answer => answer.Receiver.TryGetReceiver(out var receiver) ? receiver : null),
            Is.EqualTo(new[] { answering, throwing }));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (SignalReceiver Description, WeakReference Receiver, WeakReference Sender) ConnectAndLookUp(
        Signal<object, Task> signal, ListenerForm form)
    {
        var listener = new Listener();
        var sender = new object();
        listener.Connect(signal.From(sender), form);
        var description = signal.Receivers.Single();
        Assert.That(description.TryGetReceiver(out _), Is.True);
        Assert.That(description.TryGetSender(out _), Is.True);
        return (description, new(listener), new(sender));
    }
}
