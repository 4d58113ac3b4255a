using Signals;

namespace Benchmarks.Contenders;

/// <summary>Everything here that touches the Signals library; when its API changes, this file changes, and no other.</summary>
internal static class Ours
{
    private static readonly object Anybody = new();

    public static Contender Tell(int receivers, bool open = false)
    {
        var crowd = Listener.Crowd(receivers);
        var signal = With(crowd, open);
        return new(Contender.Ours, (first, count) => Tell(signal, first, count), crowd);
    }

    public static Contender Ask(int receivers, bool open = false)
    {
        var crowd = Listener.Crowd(receivers);
        var signal = new Signal<object, int, int>();
        foreach (var listener in crowd)
            ConnectAnswer(signal, listener, open);
        return new(Contender.Ours, (first, count) => Ask(signal, first, count), crowd) { Sum = Contender.SumOf(crowd) };
    }

    public static Contender Await(int receivers)
    {
        var crowd = Listener.Crowd(receivers);
        var signal = new Signal<object, int>();
        foreach (var listener in crowd)
            signal.Connect(listener.HearsAsync());
        return new(Contender.Ours, (first, count) => Await(signal, first, count), crowd);
    }

    public static Contender TellOneOf(Sender[] senders)
    {
        var crowd = Listener.Crowd(senders.Length);
        var signal = new Signal<object, int>();
        for (var number = 0; number < senders.Length; number++)
            signal.From(senders[number]).Connect(crowd[number].Hears());
        return new(Contender.Ours, (first, count) => TellOneOf(signal, senders, first, count), crowd) { Round = senders.Length };
    }

    public static Contender TellNobody(object[] senders, Listener[] others, object[] otherSenders)
    {
        var signal = new Signal<object, int>();
        for (var number = 0; number < others.Length; number++)
            signal.From(otherSenders[number]).Connect(others[number].Hears());
        return new(Contender.Ours, (first, count) => TellNobody(signal, senders, first, count), []);
    }

    public static Contender Connect(string name, int others, bool open)
    {
        var crowd = Listener.Crowd(others);
        return Connect(name, With(crowd, open), crowd, open);
    }

    /// <summary>One sends, while the other connects and disconnects at the same signal.</summary>
    public static (Contender Sender, Contender Churner) Churned(int receivers)
    {
        var crowd = Listener.Crowd(receivers);
        var signal = With(crowd, open: false);
        return (new(Contender.Ours, (first, count) => Tell(signal, first, count), crowd), Connect(Contender.Ours, signal, crowd, open: false));
    }

    private static Contender Connect(string name, Signal<object, int> signal, Listener[] crowd, bool open)
    {
        var guests = Listener.Crowd(Guests.Count);
        return new(name, (first, count) =>
        {
            for (var number = first; number < first + count; number++)
                Connect(signal, guests[number & Guests.Mask], open).Dispose();
            GC.KeepAlive(crowd);
        }, []);
    }

    /// <summary>The survivor of a crowd that has died without being disconnected.</summary>
    public static (Contender Survivor, Action<Listener> Connect) TellSurvivor()
    {
        var crowd = Listener.Crowd(1);
        var signal = With(crowd, open: false);
        return (new(Contender.Ours, (first, count) => Tell(signal, first, count), crowd), listener => Connect(signal, listener, open: false));
    }

    public static (object Signal, Action<Listener> Connect) Empty(bool open)
    {
        var signal = new Signal<object, int>();
        return (signal, listener => Connect(signal, listener, open));
    }

    private static Signal<object, int> With(Listener[] crowd, bool open)
    {
        var signal = new Signal<object, int>();
        foreach (var listener in crowd)
            Connect(signal, listener, open);
        return signal;
    }

    private static SignalConnection Connect(Signal<object, int> signal, Listener listener, bool open) =>
        open ? signal.Connect(listener, Thunks.Hear[listener.Method]) : signal.Connect(listener.Hears());

    private static SignalConnection ConnectAnswer(Signal<object, int, int> signal, Listener listener, bool open) =>
        open ? signal.Connect(listener, Thunks.Answer[listener.Method]) : signal.Connect(listener.Answers());

    private static void Tell(Signal<object, int> signal, int first, int count)
    {
        var sender = Anybody;
        for (var args = first; args < first + count; args++)
            signal.Send(sender, args);
    }

    private static void Ask(Signal<object, int, int> signal, int first, int count)
    {
        var sender = Anybody;
        var total = 0;
        for (var args = first; args < first + count; args++)
            total += signal.Fold<Sum, int>(sender, args, 0);
        Sink.Total = total;
    }

    private readonly struct Sum : ISignalFold<int, int>
    {
        public static bool Fold(ref int state, int answer)
        {
            state += answer;
            return true;
        }
    }

    private static void Await(Signal<object, int> signal, int first, int count)
    {
        var sender = Anybody;
        for (var args = first; args < first + count; args++)
            Completed.AtOnce(signal.SendAsync(sender, args));
    }

    private static void TellOneOf(Signal<object, int> signal, Sender[] senders, int first, int count)
    {
        for (var args = first; args < first + count; args++)
            signal.Send(Sender.At(senders, args), args);
    }

    private static void TellNobody(Signal<object, int> signal, object[] senders, int first, int count)
    {
        for (var args = first; args < first + count; args++)
            signal.Send(senders[args & (senders.Length - 1)], args);
    }
}
