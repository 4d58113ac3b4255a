using CommunityToolkit.Mvvm.Messaging;
using Signals;

namespace Benchmarks.Contenders;

/// <summary>
/// Programs whose sends never stop. Further receivers are connected as method groups and in the open form, in turn.
/// </summary>
internal static class OurEndlessSends
{
    private static readonly object Sender = new();
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static EndlessSends GameLoop()
    {
        var signal = new Signal<object, int>();
        signal.Connect((_, _) => ComputeSum());
        return Loop("game loop", signal);
    }

    public static EndlessSends AllocatingReceivers()
    {
        var signal = new Signal<object, int>();
        signal.Connect((_, _) => GC.KeepAlive(new byte[10_000]));
        return Loop("receivers that allocate", signal);
    }

    public static EndlessSends PendingAsync() => Async("pending async", flows: 1);

    public static EndlessSends OverlappingFlows() => Async("four overlapping flows", flows: 4);

    /// <summary>A messenger in the game loop, for comparison.</summary>
    public static EndlessSends Messenger()
    {
        var messenger = new WeakReferenceMessenger();
        var adding = new Receiver(0);
        messenger.Register<Receiver, Message>(adding, static (_, _) => ComputeSum());
        return EndlessSends.Loop(
            $"game loop, {Messengers.SendName}",
            receiver => messenger.Register(receiver, Handlers.Receive[receiver.Method]),
            () =>
            {
                messenger.Send(new Message { Args = -1 });
                GC.KeepAlive(adding);
            });
    }

    private static EndlessSends Loop(string name, Signal<object, int> signal) =>
        EndlessSends.Loop(name, receiver => Connect(signal, receiver), () => signal.Send(Sender, -1));

    private static EndlessSends Async(string name, int flows)
    {
        var signal = new Signal<object, int>();
        signal.Connect(async (_, _) => await Task.Delay(Pause, TimeProvider.System));
        return new(name, receiver => Connect(signal, receiver), SendUntil, flows);

        async Task SendUntil(CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
                await signal.SendAsync(Sender, -1, cancellationToken: CancellationToken.None);
        }
    }

    private static void Connect(Signal<object, int> signal, Receiver receiver) =>
        OurConnects.Connect(signal, receiver, receiver.Method % 2 == 0 ? Form.MethodGroup : Form.Open);

    private static void ComputeSum()
    {
        var total = 0;
        for (var number = 0; number < 2000; number++)
            total += number;
        Sink.Total = total;
    }
}
