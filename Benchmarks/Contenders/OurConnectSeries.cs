using Signals;

namespace Benchmarks.Contenders;

/// <summary>
/// Connects a number of receivers to a new signal. The returned action disposes the connections, the last first.
/// </summary>
internal sealed record OurConnectSeries(string Name, Func<int, Action> Connect)
{
    private static readonly object Sender = new();

    /// <summary>Each receiver has a target of its own, so that connections share nothing.</summary>
    public static OurConnectSeries SeparateVariables { get; } = new("lambdas over variables of their own", count =>
    {
        var signal = new Signal<object, int>();
        return ConnectAll(signal, count, () => ConnectWithOwnVariable(signal));
    });

    /// <summary>Each receiver's target is the same object, the same place in the source, or the same owner.</summary>
    public static IReadOnlyList<OurConnectSeries> SharedTargets { get; } =
    [
        new("lambdas over one variable", count =>
        {
            var calls = 0;
            var signal = new Signal<object, int>();
            var dispose = ConnectAll(signal, count, () => signal.Connect((_, _) => calls++));
            Verify(calls, count);
            return dispose;
        }),
        new("lambdas that capture nothing", count =>
        {
            var counter = Lambdas.Counters[0];
            counter.Reset();
            var signal = new Signal<object, int>();
            var dispose = ConnectAll(
                signal, count, () => signal.Connect(static (_, args) => Lambdas.Counters[0].Count(args)));
            Verify(counter.Calls, count);
            return dispose;
        }),
        new("lambdas of one owner", count =>
        {
            var owner = new Receiver(0);
            var signal = new Signal<object, int>();
            var owned = signal.OwnedBy(owner);
            var dispose = ConnectAll(signal, count, () => owned.Connect((_, args) => owner.Count(args)));
            Verify(owner.Calls, count);
            return dispose;
        }),
    ];

    private static Action ConnectAll(Signal<object, int> signal, int count, Func<SignalConnection> connect)
    {
        var connections = new SignalConnection[count];
        for (var number = 0; number < count; number++)
            connections[number] = connect();
        signal.Send(Sender, -1);
        return () =>
        {
            for (var number = count - 1; number >= 0; number--)
                connections[number].Dispose();
            if (signal.HasReceiversFor(Sender))
                throw new WrongContenderException("receivers are left when all connections are disposed");
        };
    }

    private static SignalConnection ConnectWithOwnVariable(Signal<object, int> signal)
    {
        var calls = 0;
        return signal.Connect((_, _) => calls++);
    }

    private static void Verify(int calls, int count)
    {
        if (calls != count)
            throw new WrongContenderException($"{calls} of {count} receivers were called once connected");
    }
}
