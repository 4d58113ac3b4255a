using CommunityToolkit.Mvvm.Messaging;

namespace Benchmarks.Contenders;

/// <summary>
/// CommunityToolkit's WeakReferenceMessenger, registered as its documentation advises: static lambdas, no closures.
/// </summary>
internal static class Messengers
{
    public const string SendName = "WeakReferenceMessenger";
    public const string RequestName = "CollectionRequestMessage";
    public const string TokenName = "WeakReferenceMessenger token";

    public static Contender Send(int count)
    {
        var receivers = Receiver.CreateMany(count);
        var messenger = Create(receivers);
        return new(SendName, (first, sends) => Send(messenger, first, sends), receivers);
    }

    public static Contender SendRequest(int count)
    {
        var messenger = new WeakReferenceMessenger();
        var receivers = Receiver.CreateMany(count);
        foreach (var receiver in receivers)
            messenger.Register(receiver, Handlers.Answer[receiver.Method]);
        return new(RequestName, (first, sends) => SendRequest(messenger, first, sends), receivers)
        {
            Sum = Contender.SumOf(receivers),
        };
    }

    public static Contender SendToOneOf(Sender[] senders)
    {
        var messenger = new WeakReferenceMessenger();
        var receivers = Receiver.CreateMany(senders.Length);
        for (var number = 0; number < senders.Length; number++)
            messenger.Register(receivers[number], senders[number], Handlers.Receive[receivers[number].Method]);
        return new(TokenName, (first, count) => SendToOneOf(messenger, senders, first, count), receivers)
        {
            OperationsPerRound = senders.Length,
        };
    }

    public static Contender Connect(int others)
    {
        var receivers = Receiver.CreateMany(others);
        return Connect(Create(receivers), receivers);
    }

    /// <summary>Two contenders on one messenger: the first sends while the second registers and unregisters.</summary>
    public static (Contender Sending, Contender Connecting) WithChurn(int count)
    {
        var receivers = Receiver.CreateMany(count);
        var messenger = Create(receivers);
        var sending = new Contender(SendName, (first, sends) => Send(messenger, first, sends), receivers);
        return (sending, Connect(messenger, receivers));
    }

    private static Contender Connect(WeakReferenceMessenger messenger, Receiver[] receivers)
    {
        var passing = RotatingReceivers.Create();
        return new(SendName, (first, count) =>
        {
            for (var number = first; number < first + count; number++)
            {
                messenger.Register(RotatingReceivers.At(passing, number), Handlers.Receive[0]);
                messenger.Unregister<Message>(RotatingReceivers.At(passing, number));
            }
            GC.KeepAlive(receivers);
        }, []);
    }

    public static WeakReferenceMessenger Create(Receiver[] receivers)
    {
        var messenger = new WeakReferenceMessenger();
        foreach (var receiver in receivers)
            messenger.Register(receiver, Handlers.Receive[receiver.Method]);
        return messenger;
    }

    private static void Send(WeakReferenceMessenger messenger, int first, int count)
    {
        var message = new Message();
        for (var args = first; args < first + count; args++)
        {
            message.Args = args;
            messenger.Send(message);
        }
    }

    private static void SendToOneOf(WeakReferenceMessenger messenger, Sender[] senders, int first, int count)
    {
        var message = new Message();
        for (var args = first; args < first + count; args++)
        {
            message.Args = args;
            messenger.Send(message, Sender.At(senders, args));
        }
    }

    private static void SendRequest(WeakReferenceMessenger messenger, int first, int count)
    {
        var total = 0;
        for (var args = first; args < first + count; args++)
        {
            var request = messenger.Send(new Request(args));
            foreach (var answer in request.Responses)
                total += answer;
        }
        Sink.Total = total;
    }
}
