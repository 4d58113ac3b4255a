using System.Runtime.CompilerServices;

namespace Signals.Tests.Receivers;

/// <summary>A sender may send while it is finalized, and after its finalizer brought it back to life.</summary>
public class FinalizedSenderTests
{
    private readonly Ear _ear = new();

    [Test]
    public void A_sender_that_sends_in_its_finalizer_reaches_what_is_connected_to_it([Values] bool isMethodGroup)
    {
        ConnectAndDropShops(isMethodGroup);
        Garbage.Collect();
        Assert.That(_ear.Heard, Is.EqualTo(100));
        GC.KeepAlive(_ear);
    }

    [Test]
    public void A_sender_brought_back_to_life_by_its_finalizer_is_still_heard([Values] bool isMethodGroup)
    {
        var signal = new Signal<Phoenix, int>();
        ConnectAndDropPhoenix(signal, isMethodGroup);
        Garbage.Collect();
        var phoenix = Phoenix.Risen!;
        Phoenix.Risen = null;
        Assert.That(signal.Send(phoenix, 1).Reached, Is.EqualTo(1));
        Assert.That(_ear.Heard, Is.EqualTo(1));
        GC.KeepAlive(_ear);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ConnectAndDropShops(bool isMethodGroup)
    {
        for (var n = 0; n < 100; n++)
            Connect(Shop.Closed.From(new Shop()), isMethodGroup);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ConnectAndDropPhoenix(Signal<Phoenix, int> signal, bool isMethodGroup) =>
        Connect(signal.From(new Phoenix()), isMethodGroup);

    private void Connect<TSender>(Connectable<TSender, int> from, bool isMethodGroup)
    {
        var ear = _ear;
        if (isMethodGroup)
            from.Connect(ear.Hear);
        else
            from.Strongly().Connect((_, args) => ear.Add(args));
    }

    private sealed class Ear
    {
        private int _heard;

        public int Heard => Volatile.Read(ref _heard);

        public void Hear<TSender>(TSender sender, int args) => Add(args);

        public void Add(int args) => Interlocked.Add(ref _heard, args);
    }

    private sealed class Shop
    {
        public static readonly Signal<Shop, int> Closed = new();

        ~Shop() => Closed.Send(this, 1);
    }

    private sealed class Phoenix
    {
        public static Phoenix? Risen;

        ~Phoenix() => Risen = this;
    }
}
