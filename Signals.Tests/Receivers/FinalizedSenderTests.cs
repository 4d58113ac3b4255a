using System.Runtime.CompilerServices;

namespace Signals.Tests.Receivers;

/// <summary>A sender may send in its finalizer, and after its finalizer resurrected it.</summary>
public class FinalizedSenderTests
{
    private readonly Counter _counter = new();

    [Test]
    public void A_sender_that_sends_in_its_finalizer_reaches_its_receivers([Values] bool isMethodGroup)
    {
        ConnectAndDropFinalized(isMethodGroup);
        Garbage.Collect();
        Assert.That(_counter.Heard, Is.EqualTo(100));
        GC.KeepAlive(_counter);
    }

    [Test]
    public void A_sender_resurrected_by_its_finalizer_still_reaches_its_receivers([Values] bool isMethodGroup)
    {
        var signal = new Signal<ResurrectedSender, int>();
        ConnectAndDropResurrected(signal, isMethodGroup);
        Garbage.Collect();
        var resurrected = ResurrectedSender.Resurrected!;
        ResurrectedSender.Resurrected = null;
        Assert.That(signal.Send(resurrected, 1).Reached, Is.EqualTo(1));
        Assert.That(_counter.Heard, Is.EqualTo(1));
        GC.KeepAlive(_counter);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ConnectAndDropFinalized(bool isMethodGroup)
    {
        for (var n = 0; n < 100; n++)
            Connect(FinalizedSender.Closed.From(new FinalizedSender()), isMethodGroup);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ConnectAndDropResurrected(Signal<ResurrectedSender, int> signal, bool isMethodGroup) =>
        Connect(signal.From(new ResurrectedSender()), isMethodGroup);

    private void Connect<TSender>(Connectable<TSender, int> from, bool isMethodGroup)
    {
        var counter = _counter;
        if (isMethodGroup)
            from.Connect(counter.Hear);
        else
            from.Strongly().Connect((_, args) => counter.Add(args));
    }

    private sealed class Counter
    {
        private int _heard;

        public int Heard => Volatile.Read(ref _heard);

        public void Hear<TSender>(TSender sender, int args) => Add(args);

        public void Add(int args) => Interlocked.Add(ref _heard, args);
    }

    private sealed class FinalizedSender
    {
        public static readonly Signal<FinalizedSender, int> Closed = new();

        ~FinalizedSender() => Closed.Send(this, 1);
    }

    private sealed class ResurrectedSender
    {
        public static ResurrectedSender? Resurrected;

        ~ResurrectedSender() => Resurrected = this;
    }
}
