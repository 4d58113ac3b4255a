using System.Runtime.CompilerServices;

namespace Signals.Tests;

/// <summary>A sender, a method or a handle is never taken for an earlier one that is gone.</summary>
public class IdentityTests
{
    private readonly Signal<object, Heard> _signal = new();

    [Test] // Fails in blinker and Django, which identify a sender by an id that is reused.
    public void A_new_sender_never_reaches_the_receivers_of_a_collected_sender()
    {
        for (var n = 0; n < 5_000; n++)
            ConnectToNew();
        Garbage.Collect();
        var reached = 0;
        for (var n = 0; n < 5_000; n++)
            reached += _signal.Send(new object(), []).Reached;
        Assert.That(reached, Is.Zero);
    }

    [Test]
    public void A_handle_disposed_again_leaves_a_later_connection_of_the_same_method()
    {
        var connection = _signal.From("anna").Connect(Owner.Static);
        connection.Dispose();
        _signal.From("anna").Connect(Owner.Static);
        connection.Dispose();
        Assert.That(_signal.Send("anna", []).Reached, Is.EqualTo(1));
    }

    [Test]
    public void A_method_is_recognized_after_thousands_of_others_connected_and_disconnected()
    {
        var owners = Enumerable.Range(0, 40).Select(_ => new Owner()).ToArray();
        foreach (var owner in owners)
            _signal.Connect(owner.Method);
        foreach (var owner in owners.Skip(10))
            Assert.That(_signal.Disconnect(owner.Method), Is.True);
        for (var n = 0; n < 5_000; n++)
        {
            var owner = new Owner();
            _signal.Connect(owner.Method);
            Assert.That(_signal.Connect(owner.Method).IsConnected && _signal.Disconnect(owner.Method), Is.True);
        }
        Assert.That(_signal.Receivers, Has.Count.EqualTo(10));
        GC.KeepAlive(owners);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ConnectToNew() => _signal.From(new object()).Connect(Owner.Static);
}
