using System.Runtime.CompilerServices;

namespace Signals.Tests;

// Not parallel: allocations of other fixtures would be counted too.
[NonParallelizable]
public class LeakTests
{
    private const int Many = 50_000;

    private static IEnumerable<TestCaseData> Connects()
    {
        yield return Row("methods of objects that die", (signal, _) => signal.Connect(new Owner().Method));
        yield return Row(
            "methods connected to senders that die",
            (signal, _) => signal.From(new object()).Connect(Owner.Static));
        yield return Row(
            "methods of objects that die, connected to as many texts",
            (signal, n) => signal.From($"sender {n}").Connect(new Owner().Method));
        yield return Row(
            "connections that are disposed",
            (signal, n) => signal.From($"sender {n}").Connect((_, heard) => heard.Add(n.ToString())).Dispose());

        static TestCaseData Row(string name, Action<Signal<object, Heard>, int> connect) =>
            new TestCaseData(connect).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Connects))]
    public void Memory_stays_flat_without_a_send(Action<Signal<object, Heard>, int> connect)
    {
        var signal = new Signal<object, Heard>();
        ConnectMany(signal, connect);
        Garbage.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        ConnectMany(signal, connect);
        Garbage.Collect();
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.That(grown, Is.LessThan(Many * 50), "a connection that stayed would weigh more than a hundred bytes");
        GC.KeepAlive(signal);
    }

    [Test]
    public void Threads_that_connect_send_and_dispose_at_once_lose_no_receiver()
    {
        var signal = new Signal<object, int>();
        var steady = 0;
        var sends = 0;
        signal.Connect((_, _) => Interlocked.Increment(ref steady));
        Parallel.For(0, 8, worker =>
        {
            for (var round = 0; round < 2_000; round++)
            {
                using var connection = signal.From(worker).Connect((_, _) => { });
                signal.Send(round, round);
                Interlocked.Increment(ref sends);
            }
        });
        Assert.That(steady, Is.EqualTo(sends));
        Assert.That(signal.Receivers, Has.Count.EqualTo(1));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ConnectMany(Signal<object, Heard> signal, Action<Signal<object, Heard>, int> connect)
    {
        for (var n = 0; n < Many; n++)
            connect(signal, n);
    }
}
