using System.Runtime.CompilerServices;

namespace Signals.Tests.Receivers;

/// <summary>
/// What a sender's own code throws reaches the caller, and never the thread of the finalizers, where it would end the
/// process.
/// </summary>
public class ThrowingSenderTests
{
    private readonly Signal<object, Heard> _signal = new();

    [Test]
    public void A_sender_hash_code_that_throws_after_the_receivers_died_does_not_end_the_process()
    {
        var trap = new ThrowSwitch();
        for (var n = 0; n < 200; n++)
            ConnectAndDrop(trap, n);
        trap.IsOn = true;
        Garbage.Collect();
        Garbage.Collect();
        trap.IsOn = false;
        Assert.That(_signal.Receivers, Is.Empty);
        Assert.That(_signal.CountCollected(), Is.EqualTo(200));
    }

    [Test]
    public void An_exception_of_a_sender_hash_code_at_a_connect_reaches_the_caller_and_nothing_is_connected()
    {
        var trap = new ThrowSwitch { IsOn = true };
        Assert.That(() => _signal.From(new ThrowingSender(trap, 1)).Connect(Owner.Static),
            Throws.TypeOf<NotSupportedException>());
        Assert.That(_signal.Receivers, Is.Empty);
        trap.IsOn = false;
        _signal.From(new ThrowingSender(trap, 1)).Connect(Owner.Static);
        Assert.That(_signal.Send(new ThrowingSender(trap, 1), []).Reached, Is.EqualTo(1));
    }

    [Test]
    public void An_exception_of_a_sender_hash_code_at_a_send_reaches_the_caller_and_the_signal_lives_on()
    {
        var trap = new ThrowSwitch();
        _signal.From(new ThrowingSender(trap, 1)).Connect(Owner.Static);
        trap.IsOn = true;
        Assert.That(() => _signal.Send(new ThrowingSender(trap, 1), []), Throws.TypeOf<NotSupportedException>());
        trap.IsOn = false;
        Assert.That(_signal.Send(new ThrowingSender(trap, 1), []).Reached, Is.EqualTo(1));
    }

    [Test]
    public void A_connection_can_be_disposed_while_the_hash_code_of_its_sender_throws()
    {
        var trap = new ThrowSwitch();
        var connection = _signal.From(new ThrowingSender(trap, 1)).Connect(Owner.Static);
        trap.IsOn = true;
        Assert.That(connection.Dispose, Throws.Nothing);
        trap.IsOn = false;
        Assert.That(_signal.Send(new ThrowingSender(trap, 1), []).Reached, Is.Zero);
    }

    [Test]
    public void A_sender_whose_ToString_throws_hides_no_receiver()
    {
        var trap = new ThrowSwitch();
        _signal.From(new ThrowingSender(trap, 1)).Connect(Owner.Static);
        trap.IsOn = true;
        Assert.That(_signal.Receivers.Select(receiver => receiver.Name), Is.EqualTo(new[] { "Owner.Static" }));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ConnectAndDrop(ThrowSwitch trap, int number) =>
        _signal.From(new ThrowingSender(trap, number)).Connect(new Owner().Method);

    private sealed class ThrowSwitch
    {
        public volatile bool IsOn;

        public void ThrowIfOn()
        {
            if (IsOn)
                throw new NotSupportedException("the trap is set");
        }
    }

    private readonly struct ThrowingSender(ThrowSwitch trap, int number) : IEquatable<ThrowingSender>
    {
        public int Number => number;

        public bool Equals(ThrowingSender other)
        {
            trap.ThrowIfOn();
            return number == other.Number;
        }

        public override bool Equals(object? obj) => obj is ThrowingSender other && Equals(other);

        public override int GetHashCode()
        {
            trap.ThrowIfOn();
            return number;
        }

        public override string ToString()
        {
            trap.ThrowIfOn();
            return $"number {number}";
        }
    }
}
