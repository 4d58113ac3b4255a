using Signals.Tests.Receivers;

namespace Signals.Tests.Sending;

/// <summary>
/// A send keeps alive only the receiver that it is calling. Receivers dropped or disposed during the send can be
/// collected at once.
/// </summary>
public class SendsUnderWayTests
{
    private static readonly ListenerForm[] DisposableForms = [.. Enum.GetValues<ListenerForm>()];

    [TestCaseSource(typeof(SendsUnderWay), nameof(SendsUnderWay.All))]
    public async Task Receivers_dropped_during_a_send_are_collected(WhileSending send)
    {
        var alive = new List<string>();
        foreach (var form in Listener.WeakForms)
        {
            var signal = new Signal<object, Task>();
            var earlier = new Listeners(form);
            earlier.Connect(signal, 50);
            earlier.Connect(signal.From(SendsUnderWay.Sender), 50);
            await send(signal, () =>
            {
                var later = new Listeners(form);
                later.Connect(signal, 100);
                earlier.Drop();
                later.Drop();
                Garbage.Collect();
                alive.Add($"{form}: {earlier.CountAlive()} and {later.CountAlive()} alive");
            });
        }
        Assert.That(alive, Is.EqualTo(Listener.WeakForms.Select(form => $"{form}: 0 and 0 alive")),
            "connected before and after the send began");
    }

    [TestCaseSource(typeof(SendsUnderWay), nameof(SendsUnderWay.All))]
    public async Task Receivers_of_any_form_disposed_during_a_send_are_collected(WhileSending send)
    {
        var alive = new List<string>();
        foreach (var form in DisposableForms)
        {
            var signal = new Signal<object, Task>();
            var earlier = new Listeners(form);
            if (form != ListenerForm.Async)
                earlier.Connect(signal, 50);
            await send(signal, () =>
            {
                var later = new Listeners(form);
                later.Connect(signal, 100);
                earlier.Dispose();
                later.Dispose();
                earlier.Drop();
                later.Drop();
                Garbage.Collect();
                alive.Add($"{form}: {earlier.CountAlive()} and {later.CountAlive()} alive");
            });
        }
        Assert.That(alive, Is.EqualTo(DisposableForms.Select(form => $"{form}: 0 and 0 alive")),
            "connected before and after the send began");
    }

    [TestCaseSource(typeof(SendsUnderWay), nameof(SendsUnderWay.All))]
    public async Task Receivers_kept_during_a_send_are_called_by_the_next_send(WhileSending send)
    {
        foreach (var form in Listener.WeakForms)
        {
            var signal = new Signal<object, Task>();
            var listeners = new Listeners(form);
            await send(signal, () =>
            {
                listeners.Connect(signal, 100);
                Garbage.Collect();
            });
            var before = listeners.CountHeard();
            Assert.That(signal.Send("anna", Task.CompletedTask).Reached, Is.EqualTo(100), $"{form}");
            Assert.That(listeners.CountHeard() - before, Is.EqualTo(100), $"{form}");
        }
    }
}
