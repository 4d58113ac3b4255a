namespace Signals.Tests;

public class ConnectTests
{
    [Test]
    public void A_receiver_gets_sender_and_args()
    {
        var heard = new Heard();
        var signal = new Signal<string, int>();
        signal.Connect((sender, args) => heard.Add(sender, args));
        Assert.That(signal.Send("anna", 1).Reached, Is.EqualTo(1));
        Assert.That(heard, Is.EqualTo(new[] { "anna:1" }));
    }

    [Test]
    public void A_send_without_receivers_reports_that_none_was_reached() =>
        Assert.That(new Signal<string, int>().Send("anna", 1).Reached, Is.Zero);

    [Test]
    public void A_disposed_connection_calls_no_receiver_and_can_be_disposed_again()
    {
        var signal = new Signal<string, int>();
        var connection = signal.Connect((_, _) => Assert.Fail("called"));
        Assert.That(connection.IsConnected, Is.True);
        connection.Dispose();
        connection.Dispose();
        signal.Send("anna", 1);
        Assert.That(connection.IsConnected, Is.False);
    }

    [Test]
    public void A_using_statement_connects_until_the_end_of_its_block()
    {
        var signal = new Signal<string, int>();
        using (signal.Connect((_, _) => { }))
            Assert.That(signal.HasReceiversFor("anna"), Is.True);
        Assert.That(signal.HasReceiversFor("anna"), Is.False);
    }

    [Test]
    public void The_default_handle_is_a_connection_that_has_ended()
    {
        default(SignalConnection).Dispose();
        Assert.That(default(SignalConnection).IsConnected, Is.False);
    }

    [Test]
    public void The_same_method_connected_twice_to_the_same_sender_is_called_once()
    {
        var heard = new Heard();
        var receiver = new Receiver(heard);
        var signal = new Signal<string, int>();
        var first = signal.From("anna").Connect(receiver.Hear);
        var second = signal.From("anna").Connect(receiver.Hear);
        signal.Send("anna", 1);
        Assert.That(heard, Has.Count.EqualTo(1));
        Assert.That(second, Is.EqualTo(first));
    }

    [Test]
    public void A_lambda_connected_twice_by_the_same_line_is_two_connections_so_that_one_cannot_end_the_other()
    {
        var signal = new Signal<string, int>();
        var connections = Enumerable.Range(0, 2).Select(_ => signal.Connect((_, _) => { })).ToArray();
        connections[0].Dispose();
        Assert.That(signal.Send("anna", 1).Reached, Is.EqualTo(1));
        Assert.That(connections[1].IsConnected, Is.True);
    }

    [Test]
    public void The_same_method_connected_to_two_senders_is_called_for_each()
    {
        var heard = new Heard();
        var receiver = new Receiver(heard);
        var signal = new Signal<string, int>();
        signal.From("anna").Connect(receiver.Hear);
        signal.From("ben").Connect(receiver.Hear);
        signal.Send("anna", 1);
        signal.Send("ben", 2);
        Assert.That(heard, Is.EqualTo(new[] { "anna:1", "ben:2" }));
    }

    [Test]
    public void A_method_is_disconnected_by_name()
    {
        var receiver = new Receiver([]);
        var signal = new Signal<string, int>();
        signal.Connect(receiver.Hear);
        Assert.That(signal.Disconnect(receiver.Hear), Is.True);
        Assert.That(signal.Disconnect(receiver.Hear), Is.False);
        Assert.That(signal.Send("anna", 1).Reached, Is.Zero);
    }

    [Test]
    public void Receivers_run_in_connection_order_whether_they_listen_to_one_sender_or_to_any()
    {
        var heard = new Heard();
        var signal = new Signal<string, int>();
        signal.Connect((_, _) => heard.Add("any 1"));
        signal.From("anna").Connect((_, _) => heard.Add("anna 2"));
        signal.Subscribe(new Observer(_ => heard.Add("Rx 3")));
        signal.From("ben").Connect((_, _) => heard.Add("ben"));
        signal.From("anna").Subscribe(new Observer(_ => heard.Add("Rx of anna 4")));
        signal.Connect((_, _) => heard.Add("any 5"));
        signal.Send("anna", 1);
        Assert.That(heard, Is.EqualTo(new[] { "any 1", "anna 2", "Rx 3", "Rx of anna 4", "any 5" }));
    }

    [Test]
    public void A_receiver_disconnected_during_a_send_before_its_turn_is_skipped()
    {
        var signal = new Signal<string, int>();
        SignalConnection second = default;
        signal.Connect((_, _) => second.Dispose());
        second = signal.Connect((_, _) => Assert.Fail("called"));
        Assert.That(signal.Send("anna", 1).Reached, Is.EqualTo(1));
    }

    [Test]
    public void A_receiver_connected_during_a_send_is_first_called_by_the_next_send()
    {
        var heard = new Heard();
        var signal = new Signal<string, int>();
        signal.Connect((_, args) =>
        {
            if (args == 1)
                signal.Connect((_, later) => heard.Add("late", later));
        });
        signal.Send("anna", 1);
        signal.Send("anna", 2);
        Assert.That(heard, Is.EqualTo(new[] { "late:2" }));
    }

    [Test]
    public void A_muted_signal_calls_no_receiver_until_the_last_mute_ends()
    {
        var heard = new Heard();
        var signal = new Signal<string, int>();
        signal.Connect((_, args) => heard.Add($"{args}"));
        var outer = signal.Mute();
        using (signal.Mute())
            signal.Send("anna", 1);
        signal.Send("anna", 2);
        outer.Dispose();
        outer.Dispose();
        signal.Send("anna", 3);
        Assert.That(heard, Is.EqualTo(new[] { "3" }));
        Assert.That(signal.IsMuted, Is.False);
    }

    internal sealed class Receiver(Heard heard)
    {
        public void Hear(string sender, int args) => heard.Add(sender, args);
    }

    internal sealed class Observer(Action<SignalDelivery<string, int>> next) : IObserver<SignalDelivery<string, int>>
    {
        public void OnNext(SignalDelivery<string, int> value) => next(value);

        public void OnCompleted() => Assert.Fail("completed");

        public void OnError(Exception error) => Assert.Fail("error");
    }
}
