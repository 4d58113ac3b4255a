namespace Signals.Tests.Receivers;

/// <summary>The first connect of a signal races with its first read or send.</summary>
public class FirstConnectTests
{
    private const int Rounds = 20_000;

    [Test]
    public void A_first_connect_loses_no_receiver_while_another_thread_reads_or_sends(
        [Values] bool sends, [Values] bool ofOneSender)
    {
        using var barrier = new Barrier(2);
        var signals = Enumerable.Range(0, Rounds).Select(_ => new Signal<object, Heard>()).ToArray();
        Exception? fault = null;
        var other = new Thread(() =>
        {
            foreach (var signal in signals)
            {
                barrier.SignalAndWait();
                fault ??= Caught(() => ReadOrSend(signal, sends));
            }
        });
        other.Start();
        foreach (var signal in signals)
        {
            barrier.SignalAndWait();
            fault ??= Caught(() => (ofOneSender ? signal.From(this) : signal).Connect(Owner.Static));
        }
        other.Join();
        Assert.That(fault, Is.Null);
        Assert.That(signals.Count(signal => signal.Send(this, []).Reached != 1),
            Is.Zero, "signals that lost their receiver");
    }

    private void ReadOrSend(Signal<object, Heard> signal, bool sends)
    {
        if (sends)
            signal.Send(this, []);
        else
            _ = signal.HasReceivers;
    }

    private static Exception? Caught(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
