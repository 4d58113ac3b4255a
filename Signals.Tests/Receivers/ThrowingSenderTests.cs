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
    public void A_hash_code_that_throws_when_its_receivers_have_died_ends_nothing()
    {
        var trap = new Trap();
        for (var n = 0; n < 200; n++)
            ConnectAndDrop(trap, n);
        trap.IsSet = true;
        Garbage.Collect();
        Garbage.Collect();
        trap.IsSet = false;
        Assert.That(_signal.Receivers, Is.Empty);
        Assert.That(_signal.Collected, Is.EqualTo(200));
    }

    [Test]
    public void A_hash_code_that_throws_at_a_connect_reaches_the_caller_and_nothing_is_connected()
    {
        var trap = new Trap { IsSet = true };
        Assert.That(() => _signal.From(new Throwing(trap, 1)).Connect(Owner.Static),
            Throws.TypeOf<NotSupportedException>());
        Assert.That(_signal.Receivers, Is.Empty);
        trap.IsSet = false;
        _signal.From(new Throwing(trap, 1)).Connect(Owner.Static);
        Assert.That(_signal.Send(new Throwing(trap, 1), []).Reached, Is.EqualTo(1));
    }

    [Test]
    public void A_hash_code_that_throws_at_a_send_reaches_the_caller_and_the_signal_lives_on()
    {
        var trap = new Trap();
        _signal.From(new Throwing(trap, 1)).Connect(Owner.Static);
        trap.IsSet = true;
        Assert.That(() => _signal.Send(new Throwing(trap, 1), []), Throws.TypeOf<NotSupportedException>());
        trap.IsSet = false;
        Assert.That(_signal.Send(new Throwing(trap, 1), []).Reached, Is.EqualTo(1));
    }

    [Test]
    public void A_connection_can_be_disposed_though_the_senders_hash_code_throws_by_now()
    {
        var trap = new Trap();
        var connection = _signal.From(new Throwing(trap, 1)).Connect(Owner.Static);
        trap.IsSet = true;
        Assert.That(connection.Dispose, Throws.Nothing);
        trap.IsSet = false;
        Assert.That(_signal.Send(new Throwing(trap, 1), []).Reached, Is.Zero);
    }

    [Test]
    public void A_text_that_cannot_be_made_of_a_sender_hides_no_receiver()
    {
        var trap = new Trap();
        _signal.From(new Throwing(trap, 1)).Connect(Owner.Static);
        trap.IsSet = true;
        Assert.That(_signal.Receivers.Select(receiver => receiver.Name), Is.EqualTo(new[] { "Owner.Static" }));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ConnectAndDrop(Trap trap, int number) =>
        _signal.From(new Throwing(trap, number)).Connect(new Owner().Method);

    private sealed class Trap
    {
        public volatile bool IsSet;

        public void Check()
        {
            if (IsSet)
                throw new NotSupportedException("the trap is set");
        }
    }

    private readonly struct Throwing(Trap trap, int number) : IEquatable<Throwing>
    {
        public int Number => number;

        public bool Equals(Throwing other)
        {
            trap.Check();
            return number == other.Number;
        }

        public override bool Equals(object? obj) => obj is Throwing other && Equals(other);

        public override int GetHashCode()
        {
            trap.Check();
            return number;
        }

        public override string ToString()
        {
            trap.Check();
            return $"number {number}";
        }
    }
}
