using Signals;

namespace Benchmarks.Contenders;

/// <summary>Sends of the Signals library.</summary>
internal static class OurSends
{
    private static readonly object Sender = new();

    public static Contender Send(Form form, int count, string name = Contender.Ours)
    {
        var receivers = Forms.Receivers(form, count);
        return Send(name, OurConnects.CreateSignal(receivers, form), receivers);
    }

    public static Contender Send(string name, Signal<object, int> signal, Receiver[] receivers) =>
        new(name, (first, count) => Send(signal, first, count), receivers);

    public static Contender Fold(Form form, int count, string name = Contender.Ours)
    {
        var receivers = Receiver.CreateMany(count);
        var signal = new Signal<object, int, int>();
        foreach (var receiver in receivers)
            Connect(signal, receiver, form);
        return new(name, (first, sends) => Fold(signal, first, sends), receivers) { Sum = Contender.SumOf(receivers) };
    }

    public static Contender SendAsync(Form form, int count, string name = Contender.Ours)
    {
        var receivers = Receiver.CreateMany(count);
        var signal = new Signal<object, int>();
        foreach (var receiver in receivers)
            signal.Connect(Forms.Async(form, receiver));
        return new(name, (first, sends) => SendAsync(signal, first, sends), receivers);
    }

    public static Contender SendByOneOf(Sender[] senders)
    {
        var receivers = Receiver.CreateMany(senders.Length);
        var signal = new Signal<object, int>();
        for (var number = 0; number < senders.Length; number++)
            signal.From(senders[number]).Connect(receivers[number].AsAction());
        return new(Contender.Ours, (first, count) => SendByOneOf(signal, senders, first, count), receivers)
        {
            OperationsPerRound = senders.Length,
        };
    }

    /// <summary>Sends that call no receiver, because all receivers are connected to other senders.</summary>
    public static Contender SendToNone(object[] senders, Receiver[] others, object[] otherSenders)
    {
        var signal = new Signal<object, int>();
        for (var number = 0; number < others.Length; number++)
            signal.From(otherSenders[number]).Connect(others[number].AsAction());
        return new(Contender.Ours, (first, count) => SendToNone(signal, senders, first, count), []);
    }

    private static SignalConnection Connect(Signal<object, int, int> signal, Receiver receiver, Form form) =>
        form is Form.Open
            ? signal.Connect(receiver, OpenDelegates.Answer[receiver.Method])
            : signal.Connect(Forms.Answering(form, receiver));

    private static void Send(Signal<object, int> signal, int first, int count)
    {
        var sender = Sender;
        for (var args = first; args < first + count; args++)
            signal.Send(sender, args);
    }

    private static void Fold(Signal<object, int, int> signal, int first, int count)
    {
        var sender = Sender;
        var total = 0;
        for (var args = first; args < first + count; args++)
            total += signal.Fold<SumFold, int>(sender, args, 0);
        Sink.Total = total;
    }

    private static void SendAsync(Signal<object, int> signal, int first, int count)
    {
        var sender = Sender;
        for (var args = first; args < first + count; args++)
            SynchronousCompletion.Require(signal.SendAsync(sender, args));
    }

    private static void SendByOneOf(Signal<object, int> signal, Sender[] senders, int first, int count)
    {
        for (var args = first; args < first + count; args++)
            signal.Send(Contenders.Sender.At(senders, args), args);
    }

    private static void SendToNone(Signal<object, int> signal, object[] senders, int first, int count)
    {
        for (var args = first; args < first + count; args++)
            signal.Send(senders[args & (senders.Length - 1)], args);
    }
}
