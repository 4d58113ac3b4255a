using System.Runtime.CompilerServices;

namespace Signals.Tests.Receivers;

/// <summary>Descriptions, answers, exceptions and handles keep neither receivers nor senders alive.</summary>
public class DescriptionLifetimeTests
{
    private delegate object? HandOut(Signal<object, int, string> signal, Target target);

    private static IEnumerable<TestCaseData> HandedOut()
    {
        yield return Row("Receivers", (signal, target) => Connected(signal, target).Receivers);
        yield return Row("ReceiversFor", (signal, target) => Connected(signal, target).ReceiversFor(target.Sender));
        yield return Row("the answers of Send", (signal, target) => Connected(signal, target).Send(target.Sender, 1));
        yield return Row("the answers of SendAsync",
            (signal, target) => Await(Connected(signal, target).SendAsync(target.Sender, 1)));
        yield return Row("answers that are faults",
            (signal, target) => Connected(signal, target).Send(target.Sender, 0, FaultPolicy.AnswerFaults));
        yield return Row("a SignalException",
            (signal, target) => Caught(() => Connected(signal, target).Send(target.Sender, 0)));
        yield return Row("what a receiver threw",
            (signal, target) => Caught(() => Connected(signal, target).Send(target.Sender, 0, FaultPolicy.FailFast)));
        yield return Row("a SignalException of SendAsync",
            (signal, target) => Caught(() => Await(Connected(signal, target).SendAsync(target.Sender, 0))));
        yield return Row("the refusal of a send with async receivers", (signal, target) =>
        {
            signal.Connect(target.HearAsync);
            return Caught(() => signal.Send(target.Sender, 1));
        });
        yield return Row("the refusal of a weak closure",
            (signal, target) => Caught(() => signal.Weakly().Connect((_, _) => $"{target}{signal}")));
        yield return Row("a connection", (signal, target) => signal.Connect(target.Answer));
        yield return Row("a connection of the open form",
            (signal, target) => signal.Connect(target, static (target, sender, args) => target.Answer(sender, args)));
        yield return Row("an owned connection",
            (signal, target) => signal.OwnedBy(target).Connect((sender, args) => target.Answer(sender, args)));
        yield return Row("a connection to one sender",
            (signal, target) => signal.From(target.Sender).Connect(target.Answer));
        yield return Row("a connection of several",
            (signal, target) => signal.Connect((Func<object, int, string?>)target.Answer + target.AnswerToo));
        yield return Row("a strong connection that was disposed", (signal, target) =>
        {
            var connection = signal.Strongly().Connect(target.Answer);
            connection.Dispose();
            return connection;
        });
        yield return Row("a subscription that was disposed", (signal, target) =>
        {
            var subscription = signal.Subscribe(target);
            subscription.Dispose();
            return subscription;
        });
        yield return Row("what ReceiverConnected told", (signal, target) =>
        {
            var told = new List<SignalReceiver>();
            signal.ReceiverConnected.Connect((_, receiver) => told.Add(receiver));
            Connected(signal, target);
            return told;
        });

        static TestCaseData Row(string name, HandOut handOut) => new TestCaseData(handOut).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(HandedOut))]
    public void Nothing_handed_out_by_a_signal_keeps_a_receiver_or_a_sender(object handOut)
    {
        var signal = new Signal<object, int, string>("asked");
        var (kept, receiver, sender) = Make(signal, (HandOut)handOut);
        Garbage.Collect();
        Assert.That((receiver.IsAlive, sender.IsAlive), Is.EqualTo((false, false)),
            "the receiver's object, the sender");
        GC.KeepAlive(kept);
        GC.KeepAlive(signal);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (object? Kept, WeakReference Receiver, WeakReference Sender) Make(
        Signal<object, int, string> signal, HandOut handOut)
    {
        var target = new Target();
        return (handOut(signal, target), new(target), new(target.Sender));
    }

    private static Signal<object, int, string> Connected(Signal<object, int, string> signal, Target target)
    {
        signal.Connect(target.Answer);
        signal.From(target.Sender).Connect(target, static (target, sender, args) => target.Answer(sender, args));
        return signal;
    }

    private static T Await<T>(ValueTask<T> sending) => sending.AsTask().GetAwaiter().GetResult();

    private static Exception? Caught(Action send)
    {
        try
        {
            send();
            return null;
        }
        catch (Exception fault) when (fault is SignalException or FormatException or InvalidOperationException)
        {
            return fault;
        }
    }

    private sealed class Target : IObserver<SignalDelivery<object, int>>
    {
        public object Sender { get; } = new();

        public string Answer(object sender, int args) => args == 0 ? throw new FormatException() : $"{GetHashCode()}";

        public string AnswerToo(object sender, int args) => $"{GetHashCode()}";

        public async Task HearAsync(object sender, int args) => await Task.Yield();

        public void OnNext(SignalDelivery<object, int> value) => GC.KeepAlive(this);

        public void OnCompleted() { }

        public void OnError(Exception error) { }
    }
}
