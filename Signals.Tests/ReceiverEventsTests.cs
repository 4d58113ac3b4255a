using System.Runtime.CompilerServices;

namespace Signals.Tests;

public class ReceiverEventsTests
{
    private readonly Signal<object, Heard> _signal = new("saved");
    private readonly List<(ISignal Signal, SignalReceiver Receiver)> _told = [];

    [Test]
    public void ReceiverConnected_is_sent_once_for_a_connection_with_its_description()
    {
        _signal.ReceiverConnected.Connect((signal, receiver) => _told.Add((signal, receiver)));
        var owner = new Owner();
        _signal.From("anna").Connect(owner.Method);
        _signal.From("anna").Connect(owner.Method);
        var expected = ((ISignal)_signal, "Owner.Method", "\"anna\"", ReceiverLifetime.Weak);
        Assert.That(
            _told.Select(told => (told.Signal, told.Receiver.Name, told.Receiver.Sender, told.Receiver.Lifetime)),
            Is.EqualTo(new[] { expected }));
        GC.KeepAlive(owner);
    }

    [Test]
    public void ReceiverDisconnected_is_sent_once_for_a_disconnection()
    {
        _signal.ReceiverDisconnected.Connect((signal, receiver) => _told.Add((signal, receiver)));
        var connection = _signal.Connect(Owner.Captures("word"));
        connection.Dispose();
        connection.Dispose();
        _signal.Connect(Owner.Static);
        _signal.Disconnect(Owner.Static);
        _signal.Disconnect(Owner.Static);
        Assert.That(_told.Select(told => told.Receiver.Name),
            Is.EqualTo(new[] { "lambda in Owner.Captures", "Owner.Static" }));
        Assert.That(_told, Has.All.Matches<(ISignal Signal, SignalReceiver Receiver)>(told => told.Signal == _signal));
    }

    private static IEnumerable<TestCaseData> Notices()
    {
        yield return Row("the next send", signal => signal.Send("anna", []));
        yield return Row("a call of CountCollected", signal => GC.KeepAlive(signal.CountCollected()));
        yield return Row(
            "connects, as many as had died",
            signal => { for (var n = 0; n < 40; n++) signal.Connect(Owner.Captures("word")); });

        static TestCaseData Row(string name, Action<Signal<object, Heard>> notice) =>
            new TestCaseData(notice).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Notices))]
    public void ReceiverDied_is_sent_once_for_a_collected_receiver_at(Action<Signal<object, Heard>> notice)
    {
        _signal.ReceiverDied.Connect((signal, receiver) => _told.Add((signal, receiver)));
        _signal.ReceiverDisconnected.Connect((_, _) => Assert.Fail("a death is no disconnection"));
        for (var n = 0; n < 20; n++)
            ConnectAndDrop();
        Assert.That(_told, Is.Empty);
        Garbage.Collect();
        notice(_signal);
        notice(_signal);
        Assert.That(_told, Has.Count.EqualTo(20));
        Assert.That(_told.Select(told => told.Signal), Is.All.SameAs(_signal));
        Assert.That(_told.Select(told => told.Receiver.ConnectedAt), Is.All.StartsWith("ReceiverEventsTests.cs"));
    }

    [Test]
    public void An_exception_of_a_receiver_of_ReceiverDied_is_dropped()
    {
        var told = 0;
        _signal.ReceiverDied.Connect((_, _) => { Throw(); });
        _signal.ReceiverDied.Connect((_, _) => { told++; });
        ConnectAndDrop();
        Garbage.Collect();
        Assert.That(_signal.Send("anna", []).Reached, Is.Zero);
        Assert.That(told, Is.EqualTo(1));
    }

    [Test]
    public void An_async_receiver_of_ReceiverDied_is_refused() =>
        Assert.That(() => _signal.ReceiverDied.Connect(async (_, _) => await Task.Yield()),
            Throws.InvalidOperationException.With.Message.Contains("is async"));

    [Test]
    public void A_handle_disposed_again_leaves_a_later_connection_to_the_same_sender()
    {
        var first = _signal.From("anna").Connect((_, _) => { });
        first.Dispose();
        var second = _signal.From("anna").Connect((_, _) => { });
        first.Dispose();
        Assert.That((_signal.Send("anna", []).Reached, second.IsConnected), Is.EqualTo((1, true)));
    }

    [Test]
    public void An_open_receiver_cannot_be_held_strongly() =>
        Assert.That(
            () => _signal.Strongly().Connect(new Owner(), static (owner, sender, heard) => owner.Method(sender, heard)),
            Throws.InvalidOperationException.With.Message.Contains("as long as its target"));

    [Test]
    public void An_exception_of_a_receiver_of_ReceiverConnected_leaves_Connect_and_nothing_is_connected()
    {
        _signal.ReceiverConnected.Connect((_, _) => { Throw(); });
        Assert.That(() => _signal.Connect(Owner.Static), Throws.TypeOf<SignalException>());
        Assert.That(_signal.Send("anna", []).Reached, Is.Zero);
    }

    [Test]
    public void ReceiverConnected_is_not_sent_for_earlier_connections()
    {
        _signal.Connect(Owner.Static);
        _signal.ReceiverConnected.Connect((signal, receiver) => _told.Add((signal, receiver)));
        Assert.That(_told, Is.Empty);
    }

    [Test]
    public void A_receiver_of_ReceiverConnected_may_connect_disconnect_and_send()
    {
        var heard = new Heard();
        _signal.ReceiverConnected.Connect((_, receiver) =>
        {
            if (receiver.Name != "Owner.Static")
                return;
            using (_signal.Connect(Owner.Captures("from within")))
                _signal.Send("anna", heard);
            // Another thread can connect too: the signal holds no lock during the event.
            var other = new Thread(() => _signal.Connect(Owner.Captures("later")));
            other.Start();
            other.Join();
            _signal.Disconnect(Owner.Static);
        });
        _signal.Connect(Owner.Static);
        Assert.That(heard, Is.EqualTo(new[] { "called", "from within" }));
        _signal.Send("anna", heard);
        Assert.That(heard, Is.EqualTo(new[] { "called", "from within", "later" }));
    }

    private static void Throw() => throw new FormatException();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ConnectAndDrop() => _signal.Connect(new Owner().Method);
}
