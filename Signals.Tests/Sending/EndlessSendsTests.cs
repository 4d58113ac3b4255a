using Signals.Tests.Receivers;

namespace Signals.Tests.Sending;

/// <summary>A signal is sent in an endless loop while receivers connect and are dropped.</summary>
[NonParallelizable]
public class EndlessSendsTests
{
    private const int Rounds = 60;
    private const int EachRound = 50;
    private readonly Signal<object, Task> _signal = new();
    private volatile bool _isRunning = true;

    private static readonly ListenerForm[] WeakForms = Listener.WeakForms;

    [TestCaseSource(nameof(WeakForms))]
    public void A_loop_of_sends_keeps_at_most_ten_of_thousands_of_dropped_receivers(ListenerForm form) =>
        Check(form, () =>
    {
        _signal.Connect((_, _) => Work());
        var loop = new Thread(() => { while (_isRunning) _signal.Send(this, Task.CompletedTask); });
        loop.Start();
        return loop;
    });

    [TestCaseSource(nameof(WeakForms))]
    public void Receivers_that_allocate_keep_at_most_ten_of_thousands_of_dropped_receivers(ListenerForm form) =>
        Check(form, () =>
    {
        _signal.Connect((_, _) => GC.KeepAlive(new byte[10_000]));
        _signal.Connect((_, _) => GC.KeepAlive(new byte[10_000]));
        var loop = new Thread(() => { while (_isRunning) _signal.Send(this, Task.CompletedTask); });
        loop.Start();
        return loop;
    });

    [TestCaseSource(nameof(WeakForms))]
    public void Four_overlapping_flows_of_async_sends_keep_at_most_ten_of_thousands_of_dropped_receivers(
        ListenerForm form) => Check(form, () =>
    {
        _signal.Connect(async (_, _) => await Task.Yield());
        _signal.Connect((_, _) => Work());
        var loop = new Thread(() => FourTimes().GetAwaiter().GetResult());
        loop.Start();
        return loop;

        Task FourTimes() => Task.WhenAll(SendAsync(), SendAsync(), SendAsync(), SendAsync());

        async Task SendAsync()
        {
            await Task.Yield();
            while (_isRunning)
                await _signal.SendAsync(this, Task.CompletedTask);
        }
    });

    [TestCaseSource(nameof(WeakForms))]
    public void Collections_that_all_happen_inside_receivers_keep_no_dropped_receiver(ListenerForm form)
    {
        var peak = 0;
        var dropped = new Listeners(form);
        _signal.Connect((_, _) =>
        {
            Garbage.Collect();
            peak = Math.Max(peak, dropped.CountAlive());
        });
        for (var round = 0; round < 10; round++)
        {
            dropped.Connect(_signal, EachRound);
            dropped.Drop();
            _signal.Send(this, Task.CompletedTask);
        }
        Assert.That(peak, Is.Zero);
    }

    private void Check(ListenerForm form, Func<Thread> start)
    {
        var loop = start();
        var peak = 0;
        var dropped = new Listeners(form);
        for (var round = 0; round < Rounds; round++)
        {
            dropped.Connect(_signal, EachRound);
            dropped.Drop();
            Garbage.Collect();
            peak = Math.Max(peak, dropped.CountAlive());
        }
        _isRunning = false;
        loop.Join();
        Garbage.Collect();
        Assert.That(peak, Is.LessThanOrEqualTo(10), "the most that were alive at any count");
        Assert.That(dropped.CountAlive(), Is.Zero, "alive in the end");
    }

    private static void Work()
    {
        var sum = 0;
        for (var n = 0; n < 2_000; n++)
            sum += n;
        GC.KeepAlive(sum);
    }
}
