using System.Runtime.CompilerServices;

namespace Signals.Tests.Receivers;

/// <summary>
/// A connection to one sender ends when the sender is collected: the signal releases the receiver, also when the
/// receiver's owner is alive.
/// </summary>
public class DeadSenderTests
{
    private readonly Signal<object, Task> _signal = new();
    private readonly object _owner = new();

    private static readonly ListenerForm[] LongLivedForms =
        [ListenerForm.Strong, ListenerForm.Strongly, ListenerForm.Async, ListenerForm.Observer];

    [TestCaseSource(nameof(LongLivedForms))]
    public void A_strong_receiver_of_a_collected_sender_is_released(ListenerForm form)
    {
        var listeners = new Listeners(form);
        ConnectToSenderAndDrop(listeners);
        listeners.Drop();
        CollectAndSweep();
        Assert.That(listeners.CountAlive(), Is.Zero);
    }

    [Test]
    public void An_owned_receiver_of_a_collected_sender_is_released_though_its_owner_lives()
    {
        var trace = ConnectOwnedAndDrop();
        CollectAndSweep();
        Assert.That(trace.IsAlive, Is.False);
        GC.KeepAlive(_owner);
    }

    private void CollectAndSweep()
    {
        Garbage.Collect();
        Assert.That(_signal.Receivers, Is.Empty);
        GC.KeepAlive(_signal.CountCollected());
        Garbage.Collect();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ConnectToSenderAndDrop(Listeners listeners) => listeners.Connect(_signal.From(new object()), 40);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference ConnectOwnedAndDrop()
    {
        var held = new Listener();
        _signal.From(new object()).OwnedBy(_owner).Connect((sender, task) => held.Hear(sender, task));
        return new(held);
    }
}
