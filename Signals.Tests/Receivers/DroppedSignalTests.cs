using System.Runtime.CompilerServices;

namespace Signals.Tests.Receivers;

/// <summary>A sender keeps neither the signal nor its receivers alive.</summary>
public class DroppedSignalTests
{
    [Test]
    public void A_dropped_signal_is_collected_though_a_sender_lives([Values] bool dispose)
    {
        var sender = new object();
        var signal = ConnectAndDrop(sender, dispose);
        Garbage.Collect();
        Garbage.Collect();
        Assert.That(signal.IsAlive, Is.False);
        GC.KeepAlive(sender);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference ConnectAndDrop(object sender, bool dispose)
    {
        var signal = new Signal<object, Heard>();
        var connection = signal.From(sender).Connect(Owner.Static);
        Assert.That(signal.Send(sender, []).Reached, Is.EqualTo(1));
        if (dispose)
            connection.Dispose();
        return new(signal);
    }
}
