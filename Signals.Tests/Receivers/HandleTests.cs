namespace Signals.Tests.Receivers;

/// <summary>The handle of several connections ends only the connections that it began.</summary>
public class HandleTests
{
    private readonly SignalRegistry _registry = new();
    private readonly Signal<string, int> _signal;
    private readonly Marked _marked = new();

    public HandleTests() => _signal = _registry.Declare<string, int>("heard");

    private IEnumerable<string> Names => _signal.Receivers.Select(receiver => receiver.Name);

    [Test]
    public void The_handle_of_ConnectAll_leaves_what_was_connected_by_hand()
    {
        _signal.Connect(_marked.First);
        _registry.ConnectAll(_marked).Dispose();
        Assert.That(Names, Is.EqualTo(new[] { "Marked.First" }));
    }

    [Test]
    public void The_handle_of_a_second_ConnectAll_leaves_what_the_first_connected()
    {
        using var outer = _registry.ConnectAll(_marked);
        _registry.ConnectAll(_marked).Dispose();
        Assert.That(Names, Is.EqualTo(new[] { "Marked.First", "Marked.Second" }));
        outer.Dispose();
        Assert.That(Names, Is.Empty);
    }

    [Test]
    public void The_handle_of_ConnectAll_over_static_methods_leaves_what_was_connected_by_hand()
    {
        _signal.Connect(MarkedStatics.First);
        _registry.ConnectAll(typeof(MarkedStatics)).Dispose();
        Assert.That(Names, Is.EqualTo(new[] { "MarkedStatics.First" }));
    }

    [Test]
    public void The_handle_of_a_multicast_leaves_the_part_that_was_connected_before()
    {
        var first = _signal.Connect(_marked.First);
        _signal.Connect((Action<string, int>)_marked.First + _marked.Second).Dispose();
        Assert.That(Names, Is.EqualTo(new[] { "Marked.First" }));
        Assert.That(first.IsConnected, Is.True);
    }

    [Test]
    public void The_handle_of_an_open_multicast_leaves_the_part_that_was_connected_before()
    {
        _signal.Connect(_marked, Marked.OpenFirst);
        _signal.Connect(_marked, Marked.OpenFirst + Marked.OpenSecond).Dispose();
        Assert.That(_signal.Receivers, Has.Count.EqualTo(1));
    }

    [Test]
    public void Handles_of_multicasts_with_an_equal_first_part_differ_when_the_rest_differs()
    {
        var first = _signal.Connect((Action<string, int>)_marked.First + _marked.Second);
        var second = _signal.Connect((Action<string, int>)_marked.First + _marked.Third);
        Assert.That(first, Is.Not.EqualTo(second));
    }

    [Test]
    public void A_handle_of_a_multicast_equals_its_copy_and_not_the_handle_of_its_first_part()
    {
        var first = _signal.Connect(_marked.First);
        var both = _signal.Connect((Action<string, int>)_marked.First + _marked.Second);
        var copy = both;
        Assert.That(copy, Is.EqualTo(both));
        Assert.That(both, Is.Not.EqualTo(first));
    }

    [Test]
    public void A_handle_disposed_again_leaves_later_connections()
    {
        var handle = _registry.ConnectAll(_marked);
        handle.Dispose();
        _signal.Connect(_marked.First);
        handle.Dispose();
        Assert.That(Names, Is.EqualTo(new[] { "Marked.First" }));
    }

    private sealed class Marked
    {
        public static readonly Action<Marked, string, int> OpenFirst = static (marked, sender, args) =>
            marked.First(sender, args);
        public static readonly Action<Marked, string, int> OpenSecond = static (marked, sender, args) =>
            marked.Second(sender, args);

        [ConnectTo("heard")]
        public void First(string sender, int args) => GC.KeepAlive(this);

        [ConnectTo("heard")]
        public void Second(string sender, int args) => GC.KeepAlive(this);

        public void Third(string sender, int args) => GC.KeepAlive(this);
    }
}
