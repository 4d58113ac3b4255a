using System.Reactive;

namespace Signals.Tests.Receivers;

public class WeakObserverTests
{
    [Test]
    public void An_observer_cannot_be_subscribed_weakly()
    {
        var signal = new Signal<string, int>();
        var observer = Observer.Create<SignalDelivery<string, int>>(static _ => { });
        Assert.That(() => signal.Weakly().Subscribe(observer), Throws.InvalidOperationException);
        Assert.That(signal.HasReceivers, Is.False);
    }
}
