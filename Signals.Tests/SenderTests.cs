namespace Signals.Tests;

public class SenderTests
{
    private sealed record Customer(string Name);

    private static IEnumerable<TestCaseData> Senders()
    {
        var anna = new Customer("anna");
        yield return Row("the same object, which matches", anna, anna, heard: true);
        yield return Row("another equal object, which does not match", anna, new Customer("anna"), heard: false);
        yield return Row("an equal text, which matches", "anna", string.Concat("an", "na"), heard: true);
        yield return Row("another text, which does not match", "anna", "ben", heard: false);
        yield return Row("an equal number, which matches", 42, 42, heard: true);
        yield return Row("a number of another type, which does not match", 42, 42L, heard: false);
        yield return Row("no sender, which does not match", anna, null, heard: false);

        static TestCaseData Row(string name, object from, object? sender, bool heard) =>
            new TestCaseData(from, sender, heard).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Senders))]
    public void Senders_are_compared(object from, object? sender, bool heard)
    {
        var signal = new Signal<object?, int>();
        signal.From(from).Connect((_, _) => { });
        Assert.That(signal.Send(sender, 1).Reached, Is.EqualTo(heard ? 1 : 0));
        Assert.That(signal.HasReceiversFor(sender), Is.EqualTo(heard));
    }

    [Test]
    public void An_anonymous_send_reaches_receivers_for_any_sender_only()
    {
        var heard = new Heard();
        var signal = new Signal<string?, int>();
        signal.Connect((sender, _) => heard.Add(sender ?? "anonymous"));
        signal.From("anna").Connect((_, _) => heard.Add("anna's"));
        signal.Send(null, 1);
        Assert.That(heard, Is.EqualTo(new[] { "anonymous" }));
    }

    [Test]
    public void From_needs_a_sender() =>
        Assert.That(() => new Signal<string?,
            int>().From(null), Throws.ArgumentNullException.With.Message.Contains("connect to the signal itself"));

    [Test]
    public void A_sender_whose_only_receiver_was_disconnected_has_no_receivers()
    {
        var signal = new Signal<string, int>();
        signal.From("anna").Connect((_, _) => { }).Dispose();
        Assert.That(signal.HasReceiversFor("anna"), Is.False);
        Assert.That(signal.ReceiversFor("anna"), Is.Empty);
    }

    [Test]
    public void The_listing_answers_why_a_receiver_was_not_called()
    {
        var signal = new Signal<object, int>("order_placed");
        var receiver = new Listed();
        signal.Connect(receiver.Count);
        signal.From("anna").Connect((_, _) => { });
        signal.OwnedBy(receiver).From(42).Connect(async (_, _) => await Task.Yield());
        const string Lambda = $"lambda in SenderTests.{nameof(The_listing_answers_why_a_receiver_was_not_called)}";
        var listed = signal.Receivers.Select(
            description => (description.Name, description.Lifetime, description.Sender, description.IsAsync));
        Assert.That(listed, Is.EqualTo(new[]
        {
            ("Listed.Count", ReceiverLifetime.Weak, null, false),
            (Lambda, ReceiverLifetime.Strong, "\"anna\"", false),
            (Lambda, ReceiverLifetime.Owned, "\"42\"", true),
        }));
        Assert.That(signal.Receivers,
            Has.All.Property(nameof(SignalReceiver.ConnectedAt)).StartsWith("SenderTests.cs:"));
        Assert.That(signal.ReceiversFor("anna"), Has.Count.EqualTo(2));
        GC.KeepAlive(receiver);
    }

    private sealed class Listed
    {
        public void Count(object sender, int args) { }
    }
}
