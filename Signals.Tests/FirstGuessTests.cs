using System.Reactive;
using System.Runtime.CompilerServices;

namespace Signals.Tests;

/// <summary>The names that a newcomer tries first exist and work.</summary>
public class FirstGuessTests
{
    [Test]
    public void A_signal_without_data_is_sent_with_its_sender_alone()
    {
        var heard = new Heard();
        var signal = new Signal<string, Unit>();
        signal.Connect((sender, _) => heard.Add(sender));
        Assert.That(signal.Send("anna").Reached, Is.EqualTo(1));
        Assert.That(heard, Is.EqualTo(new[] { "anna" }));
    }

    [Test]
    public void A_signal_without_data_collects_answers()
    {
        var signal = new Signal<string, Unit, int>();
        signal.Connect((sender, _) => sender.Length);
        Assert.That(signal.Send("anna").Select(answer => answer.Value), Is.EqualTo(new[] { 4 }));
    }

    [Test]
    public async Task A_signal_without_data_is_sent_to_async_receivers()
    {
        var telling = new Signal<string, Unit>();
        var asking = new Signal<string, Unit, int>();
        telling.Connect(async (_, _) => await Task.Yield());
        asking.Connect(async (sender, _) => { await Task.Yield(); return sender.Length; });
        Assert.That((await telling.SendAsync("anna")).Reached, Is.EqualTo(1));
        Assert.That((await asking.SendAsync("anna")).Select(answer => answer.Value), Is.EqualTo(new[] { 4 }));
    }

    [Test]
    public void A_signal_without_data_reaches_the_receivers_of_its_sender_only()
    {
        var signal = new Signal<string, Unit>();
        signal.From("anna").Connect((_, _) => { });
        Assert.That((signal.Send("anna").Reached, signal.Send("ben").Reached), Is.EqualTo((1, 0)));
    }

    [Test]
    public void HasReceivers_counts_live_receivers_of_any_sender()
    {
        ISignal signal = new Signal<string, int>();
        Assert.That(signal.HasReceivers, Is.False);
        var connection = ((Signal<string, int>)signal).From("anna").Connect((_, _) => { });
        Assert.That(signal.HasReceivers, Is.True);
        connection.Dispose();
        Assert.That(signal.HasReceivers, Is.False);
    }

    [Test]
    public void HasReceivers_does_not_count_collected_receivers()
    {
        var signal = new Signal<object, Heard, string>();
        ConnectAndDrop(signal);
        Garbage.Collect();
        Assert.That(signal.HasReceivers, Is.False);
    }

    [Test]
    public void An_answer_deconstructs_into_receiver_and_value()
    {
        var signal = new Signal<string, int, int>();
        signal.Connect((_, args) => args + 1);
        foreach (var (receiver, value) in signal.Send("anna", 1))
            Assert.That((receiver.Name, value),
                Is.EqualTo(($"lambda in FirstGuessTests.{nameof(An_answer_deconstructs_into_receiver_and_value)}", 2)));
    }

    [Test]
    public void Contains_returns_whether_a_name_has_a_signal_and_creates_no_signal()
    {
        var registry = new SignalRegistry();
        registry.Signal<string, int>("saved");
        Assert.That((registry.Contains("saved"), registry.Contains("Saved")), Is.EqualTo((true, false)));
        Assert.That(registry.Signals, Has.Count.EqualTo(1));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ConnectAndDrop(Signal<object, Heard, string> signal) => signal.Connect(new Owner().Method);
}
