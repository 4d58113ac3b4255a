using CommunityToolkit.Mvvm.Messaging;

namespace Benchmarks.Contenders;

/// <summary>CommunityToolkit's WeakReferenceMessenger, registered as its documentation advises: static lambdas, no closures.</summary>
internal static class Messengers
{
    public const string Telling = "WeakReferenceMessenger";
    public const string Asking = "CollectionRequestMessage";
    public const string Token = "WeakReferenceMessenger token";

    public static Contender Tell(int receivers)
    {
        var crowd = Listener.Crowd(receivers);
        var messenger = With(crowd);
        return new(Telling, (first, count) => Tell(messenger, first, count), crowd);
    }

    public static Contender Ask(int receivers)
    {
        var messenger = new WeakReferenceMessenger();
        var crowd = Listener.Crowd(receivers);
        foreach (var listener in crowd)
            messenger.Register(listener, Handlers.Answer[listener.Method]);
        return new(Asking, (first, count) => Ask(messenger, first, count), crowd) { Sum = Contender.SumOf(crowd) };
    }

    public static Contender TellOneOf(Sender[] senders)
    {
        var messenger = new WeakReferenceMessenger();
        var crowd = Listener.Crowd(senders.Length);
        for (var number = 0; number < senders.Length; number++)
            messenger.Register(crowd[number], senders[number], Handlers.Hear[crowd[number].Method]);
        return new(Token, (first, count) => TellOneOf(messenger, senders, first, count), crowd) { Round = senders.Length };
    }

    public static Contender Connect(int others)
    {
        var crowd = Listener.Crowd(others);
        return Connect(With(crowd), crowd);
    }

    /// <summary>One sends, while the other registers and unregisters at the same messenger.</summary>
    public static (Contender Sender, Contender Churner) Churned(int receivers)
    {
        var crowd = Listener.Crowd(receivers);
        var messenger = With(crowd);
        return (new(Telling, (first, count) => Tell(messenger, first, count), crowd), Connect(messenger, crowd));
    }

    private static Contender Connect(WeakReferenceMessenger messenger, Listener[] crowd)
    {
        var guests = Listener.Crowd(Guests.Count);
        return new(Telling, (first, count) =>
        {
            for (var number = first; number < first + count; number++)
            {
                messenger.Register(guests[number & Guests.Mask], Handlers.Hear[0]);
                messenger.Unregister<Told>(guests[number & Guests.Mask]);
            }
            GC.KeepAlive(crowd);
        }, []);
    }

    public static WeakReferenceMessenger With(Listener[] crowd)
    {
        var messenger = new WeakReferenceMessenger();
        foreach (var listener in crowd)
            messenger.Register(listener, Handlers.Hear[listener.Method]);
        return messenger;
    }

    private static void Tell(WeakReferenceMessenger messenger, int first, int count)
    {
        var told = new Told();
        for (var args = first; args < first + count; args++)
        {
            told.Args = args;
            messenger.Send(told);
        }
    }

    private static void TellOneOf(WeakReferenceMessenger messenger, Sender[] senders, int first, int count)
    {
        var told = new Told();
        for (var args = first; args < first + count; args++)
        {
            told.Args = args;
            messenger.Send(told, Sender.At(senders, args));
        }
    }

    private static void Ask(WeakReferenceMessenger messenger, int first, int count)
    {
        var total = 0;
        for (var args = first; args < first + count; args++)
        {
            var asked = messenger.Send(new Asked(args));
            foreach (var answer in asked.Responses)
                total += answer;
        }
        Sink.Total = total;
    }
}
