namespace Signals.Tests.Scanning;

public class SignalRegistryTests
{
    [Test]
    public void A_name_has_one_signal_whoever_asks_first()
    {
        var registry = new SignalRegistry();
        var signal = registry.Signal<string, int>("order_placed");
        Assert.That(registry.Signal<string, int>("order_placed"), Is.SameAs(signal));
        Assert.That(registry.Signals, Is.EqualTo(new[] { signal }));
    }

    [Test]
    public void A_name_asked_for_with_other_types_is_an_error_that_names_both()
    {
        var registry = new SignalRegistry();
        registry.Signal<string, int>("order_placed");
        Assert.That(() => registry.Signal<string, List<int>, bool>("order_placed"), Throws.InvalidOperationException
            .With.Message.Contains("Signal<String, Int32>").And.Message.Contains("Signal<String, List<Int32>, Boolean>"));
    }

    [Test]
    public void In_a_strict_registry_a_typo_cannot_pass()
    {
        var registry = new SignalRegistry(strict: true);
        var declared = registry.Declare<string, int>("order_placed", "An order was placed.");
        Assert.That(registry.Signal<string, int>("order_placed"), Is.SameAs(declared));
        Assert.That(() => registry.Signal<string, int>("order_plcaed"), Throws.InvalidOperationException.With.Message.Contains("Known: order_placed"));
        Assert.That(declared.Documentation, Is.EqualTo("An order was placed."));
    }

    [TestCase("")]
    [TestCase("  ")]
    public void A_signal_of_a_registry_has_a_name(string name) =>
        Assert.That(() => new SignalRegistry().Signal<string, int>(name), Throws.ArgumentException);

    [Test]
    public void Registries_do_not_see_each_other()
    {
        var signal = new SignalRegistry().Signal<string, int>("a");
        Assert.That(new SignalRegistry().Signal<string, int>("a"), Is.Not.SameAs(signal));
    }
}
