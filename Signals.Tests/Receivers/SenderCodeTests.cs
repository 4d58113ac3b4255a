namespace Signals.Tests.Receivers;

/// <summary>
/// A sender's own code never runs while the signal holds its lock: another thread can use the signal at the same time.
/// </summary>
public class SenderCodeTests
{
    private static readonly WatchedSender Sender = new(1);
    private static readonly WatchedSender SameHash = new(3);
    private static readonly TimeSpan JoinTimeout = TimeSpan.FromSeconds(10);
    private readonly Owner _owner = new();

    private delegate void Use(Signal<object, Heard> signal);

    private static IEnumerable<TestCaseData> Uses()
    {
        yield return Row("connects a lambda", signal => signal.From(Sender).Connect((_, _) => { }));
        yield return Row("connects a method again", signal => signal.From(Sender).Connect(Owner.Static));
        yield return Row("connects while ReceiverConnected is heard", signal =>
        {
            signal.ReceiverConnected.Connect((_, _) => { });
            signal.From(Sender).Connect((_, _) => { });
        });
        yield return Row("sends", signal => signal.Send(Sender, []));
        yield return Row("sends from a sender that is not connected", signal => signal.Send(new WatchedSender(5), []));
        yield return Row("sends to a receiver that throws", signal =>
        {
            signal.From(Sender).Connect((_, _) => { Throw(); });
            signal.Send(Sender, [], FaultPolicy.AnswerFaults);
        });
        yield return Row("sends and awaits", signal => signal.SendAsync(Sender, []).AsTask().GetAwaiter().GetResult());
        yield return Row("is refused a send with an async receiver", signal =>
        {
            signal.From(Sender).Connect(async (_, _) => await Task.Yield());
            Assert.That(() => signal.Send(Sender, []), Throws.InvalidOperationException);
        });
        yield return Row("disconnects a method", signal => signal.From(Sender).Disconnect(Owner.Static));
        yield return Row("disposes the last connection of a sender",
            signal => signal.From(new WatchedSender(7)).Connect((_, _) => { }).Dispose());
        yield return Row("disposes while ReceiverDisconnected is heard", signal =>
        {
            signal.ReceiverDisconnected.Connect((_, _) => { });
            signal.From(Sender).Connect((_, _) => { }).Dispose();
        });
        yield return Row("lists the receivers",
            signal => GC.KeepAlive($"{signal.Receivers[0]}{signal.Receivers[0].Sender}"));
        yield return Row("lists the receivers of a sender", signal => GC.KeepAlive(signal.ReceiversFor(Sender)));
        yield return Row("asks whether a sender has receivers", signal => signal.HasReceiversFor(Sender));
        yield return Row("counts the collected", signal =>
        {
            signal.ReceiverDied.Connect((_, _) => { });
            for (var n = 0; n < 50; n++)
                ConnectAndDrop(signal, n);
            Garbage.Collect();
            GC.KeepAlive(signal.CountCollected());
        });

        static TestCaseData Row(string name, Use use) => new TestCaseData(use).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Uses))]
    public void Another_thread_can_use_the_signal_while_the_senders_code_runs(object use)
    {
        var signal = new Signal<object, Heard>();
        signal.From(Sender).Connect(Owner.Static);
        signal.From(Sender).Connect(_owner.Method);
        signal.From(SameHash).Connect(_owner.Method);
        var blocked = new List<string>();
        WatchedSender.Watch(() => ((Use)use)(signal), method =>
        {
            if (!blocked.Contains(method) && !CanUse(signal))
                blocked.Add(method);
        });
        Assert.That(blocked, Is.Empty, "methods of the sender that were called while the signal was locked");
    }

    [Test]
    public void Another_thread_can_use_a_signal_of_value_senders_while_the_senders_code_runs()
    {
        var signal = new Signal<WatchedSender, Heard>();
        signal.From(Sender).Connect((_, _) => { });
        var blocked = new List<string>();
        WatchedSender.Watch(
            () =>
            {
                signal.From(SameHash).Connect((_, _) => { }).Dispose();
                signal.Send(Sender, []);
                GC.KeepAlive(signal.Receivers);
            },
            method =>
            {
                if (!blocked.Contains(method) && !Finishes(() => signal.From(new(2)).Connect((_, _) => { }).Dispose()))
                    blocked.Add(method);
            });
        Assert.That(blocked, Is.Empty, "methods of the sender that were called while the signal was locked");
    }

    [Test]
    public void The_code_of_a_sender_that_is_an_object_is_never_called()
    {
        var signal = new Signal<object, Heard>();
        var sender = new ThrowingSender();
        signal.ReceiverConnected.Connect((_, _) => { });
        using (signal.From(sender).Connect((_, _) => { }))
        {
            signal.Send(sender, []);
            signal.Send(new ThrowingSender(), []);
            Assert.That(signal.HasReceiversFor(sender), Is.True);
            Assert.That(signal.Receivers[0].Sender, Does.Contain(nameof(ThrowingSender)));
        }
    }

    private static bool CanUse(Signal<object, Heard> signal) => Finishes(() =>
    {
        signal.Connect((_, _) => { }).Dispose();
        signal.From(new WatchedSender(2)).Connect((_, _) => { }).Dispose();
        signal.Send("anna", []);
        GC.KeepAlive(signal.HasReceiversFor("anna"));
    });

    // Returns at once unless the signal is locked. The timeout fails the test where it would otherwise hang.
    private static bool Finishes(Action use)
    {
        var other = new Thread(() => use()) { IsBackground = true };
        other.Start();
        return other.Join(JoinTimeout);
    }

    private static void ConnectAndDrop(Signal<object, Heard> signal, int number) =>
        signal.From(new WatchedSender(number)).Connect(new Owner().Method);

    private static void Throw() => throw new FormatException();

    private sealed class ThrowingSender
    {
        public override string ToString() => throw new NotSupportedException("ToString");

        public override bool Equals(object? obj) => throw new NotSupportedException("Equals");

        public override int GetHashCode() => throw new NotSupportedException("GetHashCode");
    }
}
