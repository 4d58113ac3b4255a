using Signals;

namespace Benchmarks.Contenders;

/// <summary>Connections of the Signals library.</summary>
internal static class OurConnects
{
    public static Contender ConnectAndDispose(string name, int others, Form form)
    {
        var receivers = Receiver.CreateMany(others);
        return ConnectAndDispose(name, CreateSignal(receivers, form), receivers, form);
    }

    /// <summary>Two contenders on one signal: the first sends while the second connects and disconnects.</summary>
    public static (Contender Sending, Contender Connecting) WithChurn(int count)
    {
        var receivers = Receiver.CreateMany(count);
        var signal = CreateSignal(receivers, Form.MethodGroup);
        var connecting = ConnectAndDispose(Contender.Ours, signal, receivers, Form.MethodGroup);
        return (OurSends.Send(Contender.Ours, signal, receivers), connecting);
    }

    /// <summary>A receiver that lives on when all receivers that were connected later have died.</summary>
    public static (Contender Survivor, Action<Receiver> Connect) Survivor()
    {
        var receivers = Receiver.CreateMany(1);
        var signal = CreateSignal(receivers, Form.MethodGroup);
        var survivor = OurSends.Send(Contender.Ours, signal, receivers);
        return (survivor, receiver => Connect(signal, receiver, Form.MethodGroup));
    }

    public static (object Signal, Action<Receiver> Connect) EmptySignal(Form form)
    {
        var signal = new Signal<object, int>();
        return (signal, receiver => Connect(signal, receiver, form));
    }

    public static Signal<object, int> CreateSignal(Receiver[] receivers, Form form)
    {
        var signal = new Signal<object, int>();
        foreach (var receiver in receivers)
            Connect(signal, receiver, form);
        return signal;
    }

    public static SignalConnection Connect(Signal<object, int> signal, Receiver receiver, Form form) =>
        form is Form.Open
            ? signal.Connect(receiver, OpenDelegates.Receive[receiver.Method])
            : signal.Connect(Forms.Delegate(form, receiver));

    private static Contender ConnectAndDispose(string name, Signal<object, int> signal, Receiver[] receivers, Form form)
    {
        var passing = RotatingReceivers.Create();
        return new(name, (first, count) =>
        {
            for (var number = first; number < first + count; number++)
                Connect(signal, RotatingReceivers.At(passing, number), form).Dispose();
            GC.KeepAlive(receivers);
        }, []);
    }
}
