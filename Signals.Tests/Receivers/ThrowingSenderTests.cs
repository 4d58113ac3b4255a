using System.Runtime.CompilerServices;

namespace Signals.Tests.Receivers;

/// <summary>
/// An exception of a sender's own code reaches the caller, and never the finalizer's thread, where it would end the
/// process.
/// </summary>
public class ThrowingSenderTests
{
    private readonly Signal<object, Heard> _signal = new();

    [Test]
    public void A_sender_hash_code_that_throws_after_the_receivers_died_does_not_end_the_process()
    {
        var throwSwitch = new ThrowSwitch();
        for (var n = 0; n < 200; n++)
            ConnectAndDrop(throwSwitch, n);
        throwSwitch.IsOn = true;
        Garbage.Collect();
        Garbage.Collect();
        throwSwitch.IsOn = false;
        Assert.That(_signal.Receivers, Is.Empty);
        Assert.That(_signal.CountCollected(), Is.EqualTo(200));
    }

    [Test]
    public void An_exception_of_a_sender_hash_code_at_a_connect_reaches_the_caller_and_nothing_is_connected()
    {
        var throwSwitch = new ThrowSwitch { IsOn = true };
        Assert.That(() => _signal.From(new ThrowingSender(throwSwitch, 1)).Connect(Owner.Static),
            Throws.TypeOf<NotSupportedException>());
        Assert.That(_signal.Receivers, Is.Empty);
        throwSwitch.IsOn = false;
        _signal.From(new ThrowingSender(throwSwitch, 1)).Connect(Owner.Static);
        Assert.That(_signal.Send(new ThrowingSender(throwSwitch, 1), []).Reached, Is.EqualTo(1));
    }

    [Test]
    public void An_exception_of_a_sender_hash_code_at_a_send_reaches_the_caller_and_the_signal_lives_on()
    {
        var throwSwitch = new ThrowSwitch();
        _signal.From(new ThrowingSender(throwSwitch, 1)).Connect(Owner.Static);
        throwSwitch.IsOn = true;
        Assert.That(() => _signal.Send(new ThrowingSender(throwSwitch, 1), []), Throws.TypeOf<NotSupportedException>());
        throwSwitch.IsOn = false;
        Assert.That(_signal.Send(new ThrowingSender(throwSwitch, 1), []).Reached, Is.EqualTo(1));
    }

    [Test]
    public void A_connection_can_be_disposed_while_the_hash_code_of_its_sender_throws()
    {
        var throwSwitch = new ThrowSwitch();
        var connection = _signal.From(new ThrowingSender(throwSwitch, 1)).Connect(Owner.Static);
        throwSwitch.IsOn = true;
        Assert.That(connection.Dispose, Throws.Nothing);
        throwSwitch.IsOn = false;
        Assert.That(_signal.Send(new ThrowingSender(throwSwitch, 1), []).Reached, Is.Zero);
    }

    [Test]
    public void A_sender_whose_ToString_throws_hides_no_receiver()
    {
        var throwSwitch = new ThrowSwitch();
        _signal.From(new ThrowingSender(throwSwitch, 1)).Connect(Owner.Static);
        throwSwitch.IsOn = true;
        Assert.That(_signal.Receivers.Select(receiver => receiver.Name), Is.EqualTo(new[] { "Owner.Static" }));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ConnectAndDrop(ThrowSwitch throwSwitch, int number) =>
        _signal.From(new ThrowingSender(throwSwitch, number)).Connect(new Owner().Method);

    private sealed class ThrowSwitch
    {
        public volatile bool IsOn;

        public void ThrowIfOn()
        {
            if (IsOn)
                throw new NotSupportedException("the switch is on");
        }
    }

    private readonly struct ThrowingSender(ThrowSwitch throwSwitch, int number) : IEquatable<ThrowingSender>
    {
        public int Number => number;

        public bool Equals(ThrowingSender other)
        {
            throwSwitch.ThrowIfOn();
            return number == other.Number;
        }

        public override bool Equals(object? obj) => obj is ThrowingSender other && Equals(other);

        public override int GetHashCode()
        {
            throwSwitch.ThrowIfOn();
            return number;
        }

        public override string ToString()
        {
            throwSwitch.ThrowIfOn();
            return $"number {number}";
        }
    }
}
