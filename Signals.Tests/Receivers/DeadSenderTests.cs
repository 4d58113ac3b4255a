using System.Runtime.CompilerServices;

namespace Signals.Tests.Receivers;

/// <summary>
/// A connection to one sender is over when the sender has died: what its receiver holds is let go, though its owner
/// lives on.
/// </summary>
public class DeadSenderTests
{
    private readonly Signal<object, Task> _signal = new();
    private readonly object _owner = new();

    private static readonly Form[] LongLivedForms = [Form.Strong, Form.Strongly, Form.Async, Form.Observer];

    [TestCaseSource(nameof(LongLivedForms))]
    public void What_a_strong_receiver_holds_is_let_go_once_the_death_is_noticed(Form form)
    {
        var listeners = new Listeners(form);
        ConnectToSenderAndDrop(listeners);
        listeners.Drop();
        Notice();
        Assert.That(listeners.CountAlive(), Is.Zero);
    }

    [Test]
    public void What_an_owned_receiver_holds_is_let_go_once_the_death_is_noticed_though_its_owner_lives()
    {
        var trace = ConnectOwnedAndDrop();
        Notice();
        Assert.That(trace.IsAlive, Is.False);
        GC.KeepAlive(_owner);
    }

    private void Notice()
    {
        Garbage.Collect();
        Assert.That(_signal.Receivers, Is.Empty);
        GC.KeepAlive(_signal.Collected);
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
