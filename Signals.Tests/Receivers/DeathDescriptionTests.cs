using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Signals.Tests.Receivers;

/// <summary>A death is told on the finalizer's thread, where no code of a sender's may run.</summary>
public class DeathDescriptionTests
{
    private readonly Signal<object, Heard> _signal = new();

    [Test]
    public void The_words_of_a_value_sender_are_not_asked_for_on_the_finalizers_thread()
    {
        var threads = new ConcurrentQueue<int>();
        var died = 0;
        _signal.ReceiverDied.Connect((_, _) => Interlocked.Increment(ref died));
        ConnectAndDrop(new(threads));
        FinalizedThread.Make();
        Garbage.Collect();
        Assert.That(_signal.Collected, Is.EqualTo(1));
        Assert.That(Volatile.Read(ref died), Is.EqualTo(1));
        Assert.That(threads, Has.None.EqualTo(FinalizedThread.Id));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ConnectAndDrop(Spoken sender) => _signal.From(sender).Connect(new Owner().Method);

    private readonly record struct Spoken(ConcurrentQueue<int> Threads)
    {
        public override string ToString()
        {
            Threads.Enqueue(Environment.CurrentManagedThreadId);
            return "spoken";
        }
    }

    private sealed class FinalizedThread
    {
        public static volatile int Id;

        ~FinalizedThread() => Id = Environment.CurrentManagedThreadId;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public static void Make() => GC.KeepAlive(new FinalizedThread());
    }
}
