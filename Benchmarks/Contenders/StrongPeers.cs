using System.Reactive.Subjects;

namespace Benchmarks.Contenders;

/// <summary>Peers that hold their receivers strongly, and a dictionary as the floor for finding a sender.</summary>
internal static class StrongPeers
{
    public const string EventName = "C# event";
    public const string RxName = "Rx Subject";
    public const string R3Name = "R3 Subject";
    public const string DictionaryName = "Dictionary";

    public static IEnumerable<Contender> Send(int count) => [SendEvent(count), SendRx(count), SendR3(count)];

    public static Contender CallOneOf(Sender[] senders)
    {
        var receivers = Receiver.CreateMany(senders.Length);
        var kept = new Dictionary<Sender, Action<object, int>>();
        for (var number = 0; number < senders.Length; number++)
            kept.Add(senders[number], receivers[number].AsAction());
        return new(DictionaryName, (first, count) => CallOneOf(kept, senders, first, count), receivers)
        {
            OperationsPerRound = senders.Length,
        };
    }

    private static Contender SendEvent(int count)
    {
        var receivers = Receiver.CreateMany(count);
        var source = new Source();
        foreach (var receiver in receivers)
            source.Sent += Lambdas.Capturing(receiver);
        return new(EventName, source.Send, receivers);
    }

    private static Contender SendRx(int count)
    {
        var receivers = Receiver.CreateMany(count);
        var subject = new Subject<(object Sender, int Args)>();
        foreach (var receiver in receivers)
            subject.Subscribe(Observer(receiver));
        return new(RxName, (first, sends) =>
        {
            for (var args = first; args < first + sends; args++)
                subject.OnNext((subject, args));
        }, receivers);
    }

    private static Contender SendR3(int count)
    {
        var receivers = Receiver.CreateMany(count);
        var subject = new R3.Subject<(object Sender, int Args)>();
        foreach (var receiver in receivers)
            _ = global::R3.ObservableSubscribeExtensions.Subscribe(subject, Observer(receiver));
        return new(R3Name, (first, sends) =>
        {
            for (var args = first; args < first + sends; args++)
                subject.OnNext((subject, args));
        }, receivers);
    }

    private static Action<(object Sender, int Args)> Observer(Receiver receiver) => receiver.Method switch
    {
        0 => sent => receiver.Count(sent.Args),
        1 => sent => receiver.Count(sent.Args),
        2 => sent => receiver.Count(sent.Args),
        3 => sent => receiver.Count(sent.Args),
        4 => sent => receiver.Count(sent.Args),
        5 => sent => receiver.Count(sent.Args),
        6 => sent => receiver.Count(sent.Args),
        _ => sent => receiver.Count(sent.Args),
    };

    private static void CallOneOf(
        Dictionary<Sender, Action<object, int>> receivers, Sender[] senders, int first, int count)
    {
        for (var args = first; args < first + count; args++)
        {
            var sender = Sender.At(senders, args);
            if (receivers.TryGetValue(sender, out var receiver))
                receiver(sender, args);
        }
    }

    private sealed class Source
    {
        public event Action<object, int>? Sent;

        public void Send(int first, int count)
        {
            for (var args = first; args < first + count; args++)
                Sent?.Invoke(this, args);
        }
    }
}
