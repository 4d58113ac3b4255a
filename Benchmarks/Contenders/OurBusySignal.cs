using Signals;

namespace Benchmarks.Contenders;

/// <summary>Connects and disposes many times while a send of the same signal runs.</summary>
internal static class OurBusySignal
{
    private static readonly object Sender = new();

    /// <summary>While a receiver of the send waits.</summary>
    public static void WhilePending(Form form, int count, Action<Action> measure)
    {
        var signal = new Signal<object, int>();
        var gate = new TaskCompletionSource();
        signal.Connect(async (_, _) => await gate.Task);
        var send = signal.SendAsync(Sender, 0).AsTask();
        measure(() => ConnectAndDispose(signal, form, count));
        if (send.IsCompleted)
            throw new WrongContenderException("the send that should be pending has ended");
        gate.SetResult();
        send.GetAwaiter().GetResult();
    }

    /// <summary>Inside a receiver that the send calls.</summary>
    public static void InsideReceiver(Form form, int count, Action<Action> measure)
    {
        var signal = new Signal<object, int>();
        var calls = 0;
        signal.Connect((_, _) =>
        {
            calls++;
            measure(() => ConnectAndDispose(signal, form, count));
        });
        signal.Send(Sender, 0);
        if (calls != 1)
            throw new WrongContenderException($"the receiver that connects was called {calls} times");
    }

    private static void ConnectAndDispose(Signal<object, int> signal, Form form, int count)
    {
        for (var number = 0; number < count; number++)
            OurConnects.Connect(signal, new Receiver(number % Receiver.MethodCount), form).Dispose();
    }
}
