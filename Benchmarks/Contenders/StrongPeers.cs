using System.Reactive.Subjects;

namespace Benchmarks.Contenders;

/// <summary>Peers that hold their receivers strongly: for comparison, and the dictionary as the floor of finding a sender.</summary>
internal static class StrongPeers
{
    public const string Event = "C# event";
    public const string Rx = "Rx Subject";
    public const string R3 = "R3 Subject";
    public const string Lookup = "Dictionary";

    public static IEnumerable<Contender> Tell(int receivers) => [TellEvent(receivers), TellRx(receivers), TellR3(receivers)];

    public static Contender TellOneOf(Sender[] senders)
    {
        var crowd = Listener.Crowd(senders.Length);
        var kept = new Dictionary<Sender, Action<object, int>>();
        for (var number = 0; number < senders.Length; number++)
            kept.Add(senders[number], crowd[number].Hears());
        return new(Lookup, (first, count) => TellOneOf(kept, senders, first, count), crowd) { Round = senders.Length };
    }

    private static Contender TellEvent(int receivers)
    {
        var crowd = Listener.Crowd(receivers);
        var source = new Source();
        foreach (var listener in crowd)
            source.Told += listener.Hears();
        return new(Event, source.Tell, crowd);
    }

    private static Contender TellRx(int receivers)
    {
        var crowd = Listener.Crowd(receivers);
        var subject = new Subject<(object Sender, int Args)>();
        foreach (var listener in crowd)
            subject.Subscribe(Observer(listener));
        return new(Rx, (first, count) =>
        {
            for (var args = first; args < first + count; args++)
                subject.OnNext((subject, args));
        }, crowd);
    }

    private static Contender TellR3(int receivers)
    {
        var crowd = Listener.Crowd(receivers);
        var subject = new R3.Subject<(object Sender, int Args)>();
        foreach (var listener in crowd)
            _ = global::R3.ObservableSubscribeExtensions.Subscribe(subject, Observer(listener));
        return new(R3, (first, count) =>
        {
            for (var args = first; args < first + count; args++)
                subject.OnNext((subject, args));
        }, crowd);
    }

    private static Action<(object Sender, int Args)> Observer(Listener listener) => listener.Method switch
    {
        0 => sent => listener.Hear0(sent.Sender, sent.Args),
        1 => sent => listener.Hear1(sent.Sender, sent.Args),
        2 => sent => listener.Hear2(sent.Sender, sent.Args),
        3 => sent => listener.Hear3(sent.Sender, sent.Args),
        4 => sent => listener.Hear4(sent.Sender, sent.Args),
        5 => sent => listener.Hear5(sent.Sender, sent.Args),
        6 => sent => listener.Hear6(sent.Sender, sent.Args),
        _ => sent => listener.Hear7(sent.Sender, sent.Args),
    };

    private static void TellOneOf(Dictionary<Sender, Action<object, int>> receivers, Sender[] senders, int first, int count)
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
        public event Action<object, int>? Told;

        public void Tell(int first, int count)
        {
            for (var args = first; args < first + count; args++)
                Told?.Invoke(this, args);
        }
    }
}
