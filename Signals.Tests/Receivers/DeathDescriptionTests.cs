using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Signals.Tests.Receivers;

/// <summary>ReceiverDied is sent on the finalizer's thread, where no sender's code may run.</summary>
public class DeathDescriptionTests
{
    private readonly Signal<object, Heard> _signal = new();

    [Test]
    public void ToString_of_a_value_sender_is_never_called_on_the_finalizer_thread()
    {
        var threads = new ConcurrentQueue<int>();
        var died = 0;
        _signal.ReceiverDied.Connect((_, _) => Interlocked.Increment(ref died));
        ConnectAndDrop(new(threads));
        FinalizerThread.Make();
        Garbage.Collect();
        Assert.That(_signal.CountCollected(), Is.EqualTo(1));
        Assert.That(Volatile.Read(ref died), Is.EqualTo(1));
        Assert.That(threads, Has.None.EqualTo(FinalizerThread.Id));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ConnectAndDrop(ValueSender sender) => _signal.From(sender).Connect(new Owner().Method);

    private readonly record struct ValueSender(ConcurrentQueue<int> Threads)
    {
        public override string ToString()
        {
            Threads.Enqueue(Environment.CurrentManagedThreadId);
            return "spoken";
        }
    }

    private sealed class FinalizerThread
    {
        public static volatile int Id;

        ~FinalizerThread() => Id = Environment.CurrentManagedThreadId;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public static void Make() => GC.KeepAlive(new FinalizerThread());
    }
}
