namespace Signals.Tests.Receivers;

/// <summary>A method is its target and its code; its delegate type does not matter.</summary>
public class DisconnectTests
{
    private readonly Signal<object, string> _signal = new();
    private readonly Signal<object, string, object> _asking = new();
    private readonly Wide _wide = new();

    [Test]
    public void A_method_with_wider_parameters_is_disconnected()
    {
        _signal.Connect(_wide.Tell);
        Assert.That(_signal.Disconnect(_wide.Tell), Is.True);
        Assert.That(_signal.Receivers, Is.Empty);
    }

    [Test]
    public void A_static_method_with_wider_parameters_is_disconnected()
    {
        _signal.Connect(Wide.TellStatic);
        Assert.That(_signal.Disconnect(Wide.TellStatic), Is.True);
    }

    [Test]
    public void An_async_method_with_wider_parameters_is_disconnected()
    {
        _signal.Connect(_wide.TellAsync);
        Assert.That(_signal.Disconnect(_wide.TellAsync), Is.True);
    }

    [Test]
    public void A_method_with_a_narrower_answer_is_disconnected()
    {
        _asking.Connect(_wide.Ask);
        Assert.That(_asking.Disconnect(_wide.Ask), Is.True);
    }

    [Test]
    public void A_method_that_extends_an_object_with_wider_parameters_is_disconnected()
    {
        _signal.Connect(_wide.TellExtended);
        Assert.That(_signal.Disconnect(_wide.TellExtended), Is.True);
    }

    [Test]
    public void A_method_for_one_sender_is_disconnected_from_that_sender()
    {
        _signal.From(this).Connect(_wide.Tell);
        Assert.That(_signal.Disconnect(_wide.Tell), Is.False, "from every sender");
        Assert.That(_signal.From(this).Disconnect(_wide.Tell), Is.True, "from this one");
    }

    [Test]
    public void An_owned_method_is_disconnected()
    {
        _signal.OwnedBy(this).Connect(_wide.Tell);
        Assert.That(_signal.Disconnect(_wide.Tell), Is.True);
    }

    [Test]
    public void A_method_connected_as_two_delegate_types_is_called_once()
    {
        Action<object, object> tell = _wide.Tell;
        _signal.Connect(tell);
        _signal.Connect(_wide.Tell);
        Assert.That(_signal.Receivers, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_static_method_connected_as_two_delegate_types_is_called_once()
    {
        Action<object, object> tell = Wide.TellStatic;
        _signal.Connect(tell);
        _signal.Connect(Wide.TellStatic);
        Assert.That(_signal.Receivers, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_method_is_disconnected_by_a_delegate_that_wraps_the_method()
    {
        Action<object, string> tell = _wide.Tell;
        _signal.Connect(_wide.Tell);
        Assert.That(_signal.Disconnect(new Action<object, string>(tell)), Is.True);
    }

    [Test]
    public void A_method_among_many_is_disconnected()
    {
        var many = Enumerable.Range(0, 40).Select(_ => new Wide()).ToArray();
        foreach (var wide in many)
            _signal.Connect(wide.Tell);
        Assert.That(many.Select(wide => _signal.Disconnect(wide.Tell)), Is.All.True);
        GC.KeepAlive(many);
    }

    [Test]
    public void The_parts_of_a_multicast_delegate_are_disconnected()
    {
        Action<object, string> both = (Action<object, string>)_wide.Tell + Wide.TellStatic;
        _signal.Connect(both);
        Assert.That(_signal.Disconnect(both), Is.True);
        Assert.That(_signal.Receivers, Is.Empty);
    }

    [Test]
    public void Disconnecting_a_multicast_delegate_ends_the_one_part_that_is_connected()
    {
        _signal.Connect(_wide.Tell);
        Assert.That(_signal.Disconnect((Action<object, string>)Wide.TellStatic + _wide.Tell), Is.True);
        Assert.That(_signal.Receivers, Is.Empty);
    }

    [Test]
    public void Disconnecting_a_method_leaves_another_method_of_the_same_object()
    {
        _signal.Connect(_wide.Tell);
        Assert.That(_signal.Disconnect(_wide.TellOther), Is.False);
        Assert.That(_signal.Receivers, Has.Count.EqualTo(1));
    }

    [Test]
    public void Disconnecting_a_method_leaves_the_same_method_of_an_equal_object()
    {
        _signal.Connect(_wide.Tell);
        Assert.That(_signal.Disconnect(new Wide().Tell), Is.False);
    }

    [Test]
    public void A_method_is_found_without_calling_Equals_of_its_object()
    {
        _signal.Connect(_wide.Tell);
        _signal.Disconnect(_wide.Tell);
        Assert.That(_wide.EqualityCalls, Is.Zero);
    }

    private sealed class Wide
    {
        public int EqualityCalls { get; private set; }

        public void Tell(object sender, object args) => GC.KeepAlive(this);

        public void TellOther(object sender, object args) => GC.KeepAlive(this);

        public Task TellAsync(object sender, object args) => Task.CompletedTask;

        public string Ask(object sender, object args) => nameof(Ask);

        public static void TellStatic(object sender, object args) { }

        public override bool Equals(object? obj)
        {
            EqualityCalls++;
            return obj is Wide;
        }

        public override int GetHashCode()
        {
            EqualityCalls++;
            return 1;
        }
    }
}

file static class WideExtensions
{
    public static void TellExtended(this object target, object sender, object args) => GC.KeepAlive(target);
}
