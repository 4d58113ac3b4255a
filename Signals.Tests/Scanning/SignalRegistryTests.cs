namespace Signals.Tests.Scanning;

public class SignalRegistryTests
{
    [Test]
    public void A_name_has_one_signal_however_often_it_is_asked_for()
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
            .With.Message.Contains("Signal<String, Int32>")
            .And.Message.Contains("Signal<String, List<Int32>, Boolean>"));
    }

    [Test]
    public void A_strict_registry_refuses_an_undeclared_name()
    {
        var registry = new SignalRegistry(strict: true);
        var declared = registry.Declare<string, int>("order_placed", "An order was placed.");
        Assert.That(registry.Signal<string, int>("order_placed"), Is.SameAs(declared));
        Assert.That(() => registry.Signal<string, int>("order_plcaed"), Throws.InvalidOperationException
            .With.Message.Contains("Known: order_placed"));
        Assert.That(declared.Documentation, Is.EqualTo("An order was placed."));
    }

    [TestCase("")]
    [TestCase("  ")]
    public void A_registry_refuses_an_empty_name(string name) =>
        Assert.That(() => new SignalRegistry().Signal<string, int>(name), Throws.ArgumentException);

    [Test]
    public void Registries_do_not_see_each_other()
    {
        var signal = new SignalRegistry().Signal<string, int>("a");
        Assert.That(new SignalRegistry().Signal<string, int>("a"), Is.Not.SameAs(signal));
    }

    [Test]
    public void A_registry_contains_declared_names_and_names_asked_for()
    {
        var registry = new SignalRegistry();
        registry.Declare<string, int>("declared");
        registry.Signal<string, int, bool>("asked_for");
        Assert.That(registry.Contains("declared") && registry.Contains("asked_for"), Is.True);
        Assert.That(registry.Contains("Declared") || registry.Contains(""), Is.False);
        Assert.That(registry.Signals, Has.Count.EqualTo(2));
        Assert.That(() => registry.Contains(null!), Throws.ArgumentNullException);
    }

    [Test]
    public void A_signal_that_was_asked_for_before_it_was_declared_is_documented()
    {
        var registry = new SignalRegistry();
        ISignal telling = registry.Signal<string, int>("tells");
        ISignal asking = registry.Signal<string, int, bool>("asks");
        registry.Declare<string, int>("tells", "It tells.");
        registry.Declare<string, int, bool>("asks", "It asks.");
        Assert.That(new[] { telling.Documentation, asking.Documentation },
            Is.EqualTo(new[] { "It tells.", "It asks." }));
    }

    [Test]
    public void A_signal_keeps_the_documentation_of_its_first_declaration()
    {
        var registry = new SignalRegistry();
        var signal = registry.Declare<string, int>("order_placed", "An order was placed.");
        registry.Declare<string, int>("order_placed");
        registry.Declare<string, int>("order_placed", "Something else.");
        Assert.That(signal.Documentation, Is.EqualTo("An order was placed."));
    }

    [Test]
    public void An_unknown_name_among_thousands_is_answered_with_the_ten_nearest()
    {
        var registry = new SignalRegistry(strict: true);
        for (var number = 0; number < 5000; number++)
            registry.Declare<string, int>($"signal_of_a_plugin_{number}");
        registry.Declare<string, int>("order_placed");
        Assert.That(() => registry.Signal<string, int>("Order_plcaed"), Throws.InvalidOperationException
            .With.Message.Contains("Nearest: order_placed, ").And.Message.Contains("and 4991 more")
            .And.Message.Length.LessThan(500));
    }
}
