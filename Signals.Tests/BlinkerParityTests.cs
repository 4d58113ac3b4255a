using System.Runtime.CompilerServices;

namespace Signals.Tests;

/// <summary>Blinker's behavior, and the intended differences, unless another fixture tests them.</summary>
public class BlinkerParityTests
{
    private readonly Signal<object?, Heard> _signal = new();

    [Test]
    public void A_receiver_for_any_sender_hears_anonymous_sends_too()
    {
        _signal.Connect(Record("any"));
        Assert.That(new[] { "anna", 42, new object(), null }.Select(sender => _signal.Send(sender, []).Reached),
            Has.All.EqualTo(1));
    }

    [Test]
    public void From_narrows_to_one_sender_without_changing_the_signal()
    {
        var heard = new Heard();
        var anna = _signal.From("anna");
        anna.Connect(Record("anna"));
        _signal.Connect(Record("any"));
        _signal.Send("ben", heard);
        _signal.Send("anna", heard);
        Assert.That(heard, Is.EqualTo(new[] { "any", "anna", "any" }));
    }

    [Test]
    public void A_using_statement_disconnects_even_when_its_block_throws()
    {
        Assert.That(ConnectAndThrow, Throws.TypeOf<FormatException>());
        Assert.That(_signal.Receivers, Is.Empty);

        void ConnectAndThrow()
        {
            using var connection = _signal.From("anna").Connect(Record("anna"));
            throw new FormatException();
        }
    }

    [Test]
    public void Disconnect_after_From_ends_the_connection_to_that_sender_alone()
    {
        _signal.Connect(Static);
        _signal.From("anna").Connect(Static);
        Assert.That(_signal.From("ben").Disconnect(Static), Is.False);
        Assert.That(_signal.From("anna").Disconnect(Static), Is.True);
        Assert.That(_signal.Send("anna", []).Reached,
            Is.EqualTo(1), "blinker's disconnect from any ends those to one sender too; here each is its own");
    }

    [Test]
    public void Disconnect_of_a_method_that_is_not_connected_is_no_error() =>
        Assert.That(_signal.Disconnect(Static), Is.False);

    [Test]
    public void Send_returns_each_receiver_with_its_value_in_connection_order()
    {
        var signal = new Signal<object, Heard, string>();
        for (var n = 0; n < 20; n++)
        {
            var answer = $"{n}";
            (n % 3 == 0 ? signal : signal.From("anna")).Connect((_, _) => answer);
        }
        Assert.That(signal.Send("anna", []).Select(answer => answer.Value),
            Is.EqualTo(Enumerable.Range(0, 20).Select(n => $"{n}")), "in blinker a set decides");
    }

    [Test]
    public async Task Send_async_takes_sync_receivers_without_a_wrapper()
    {
        var heard = new Heard();
        _signal.Connect(Record("sync"));
        _signal.Connect(async (_, list) => { await Task.Yield(); list.Add("async"); });
        Assert.That((await _signal.SendAsync("anna", heard)).Reached, Is.EqualTo(2));
        Assert.That(heard, Is.EqualTo(new[] { "sync", "async" }));
    }

    [Test]
    public void ReceiversFor_lists_the_receivers_that_a_send_would_call_and_HasReceiversFor_agrees()
    {
        var connection = _signal.From("anna").Connect(Record("anna"));
        ConnectAndDrop("anna");
        Assert.That(_signal.ReceiversFor("anna"), Has.Count.EqualTo(2));
        Garbage.Collect();
        Assert.That(_signal.ReceiversFor("anna"), Has.Count.EqualTo(1));
        connection.Dispose();
        Assert.That(_signal.HasReceiversFor("anna"), Is.False, "blinker says True");
        Assert.That(_signal.ReceiversFor("anna"), Is.Empty);
    }

    [Test]
    public void HasReceiversFor_ignores_a_mute()
    {
        _signal.Connect(Record("any"));
        using (_signal.Mute())
            Assert.That((_signal.Send("anna", []).Reached, _signal.HasReceiversFor("anna"), _signal.IsMuted),
                Is.EqualTo((0, true, true)));
        Assert.That(_signal.Send("anna", []).Reached, Is.EqualTo(1));
    }

    [Test]
    public void A_mute_during_a_send_silences_the_next_send()
    {
        _signal.Connect((_, _) => _signal.Mute());
        _signal.Connect(Record("second"));
        Assert.That(_signal.Send("anna", []).Reached, Is.EqualTo(2));
        Assert.That(_signal.Send("anna", []).Reached, Is.Zero);
    }

    [Test]
    public void A_registry_keeps_the_documentation_of_the_first_declaration()
    {
        var registry = new SignalRegistry();
        var signal = registry.Declare<string, int>("saved", "Something was saved.");
        Assert.That(registry.Declare<string, int>("saved", "Another."), Is.SameAs(signal));
        Assert.That((signal.Name, signal.Documentation, signal.ToString()),
            Is.EqualTo(("saved", "Something was saved.", "saved")));
    }

    [Test]
    public void A_name_asked_for_by_many_threads_at_once_makes_one_signal()
    {
        var registry = new SignalRegistry();
        var made = new Signal<string, int>[64];
        Parallel.For(0, made.Length, n => made[n] = registry.Signal<string, int>("saved"));
        Assert.That(made, Has.All.SameAs(made[0]), "blinker looks first and sets then");
    }

    [Test]
    public void A_sender_of_a_value_type_is_compared_by_value()
    {
        var signal = new Signal<(int, string), Heard>();
        signal.From((1, "a")).Connect(static (_, _) => { });
        Assert.That((signal.Send((1, "a"), []).Reached, signal.Send((2, "a"), []).Reached), Is.EqualTo((1, 0)));
    }

    [Test]
    public void Text_senders_leave_nothing_behind_when_their_receivers_are_collected()
    {
        for (var n = 0; n < 1_000; n++)
            ConnectAndDrop($"sender {n}");
        Garbage.Collect();
        Assert.That(_signal.CountCollected(), Is.EqualTo(1_000));
        Assert.That(_signal.Receivers, Is.Empty);
        _signal.From("sender 1").Connect(Static);
        Assert.That(_signal.Send("sender 1", []).Reached, Is.EqualTo(1), "and may come again");
    }

    private static Action<object?, Heard> Record(string word) => (_, heard) => heard.Add(word);

    private static void Static(object? sender, Heard heard) => heard.Add("static");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ConnectAndDrop(string sender) => _signal.From(sender).Connect(new Receiver().Hear);

    private sealed class Receiver
    {
        public void Hear(object? sender, Heard heard) => heard.Add("method");
    }
}
