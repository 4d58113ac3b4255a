using System.Linq.Expressions;
using Signals;
using static Aot.Check;

namespace Aot;

internal static class Lifetimes
{
    public static void Check()
    {
        Lambdas();
        MethodGroups();
        Owners();
        Expressions();
    }

    private static void Lambdas()
    {
        var signal = new Signal<string, int>();
        Apart(() => signal.Connect((_, args) => Counter.Add(args)));
        Apart(() => Capturing(signal, factor: 10));
        Apart(() => new Counter().ConnectThisLambda(signal));
        Collect();
        That("lambdas live until they are disposed", Heard(signal) == 12);
        That("a lambda's name is known", signal.Receivers[0].Name.Contains("Lambdas", StringComparison.Ordinal));
        Throws<InvalidOperationException>(
            "a closure over variables is not held weakly", () => Capturing(signal.Weakly(), factor: 1));
    }

    private static void MethodGroups()
    {
        var signal = new Signal<string, int>();
        var kept = new Counter();
        signal.Connect(kept.Count);
        Apart(() => signal.Connect(new Counter().Count));
        That("method groups are called", Heard(signal) == 2);
        Collect();
        That("a method group dies with its object", Heard(signal) == 1);
        That("a method group's name is known", signal.Receivers[0].Name == "Counter.Count");
        That("a method is connected once", signal.Connect(kept.Count).IsConnected && Heard(signal) == 1);
        That("a method is disconnected by its name", signal.Disconnect(kept.Count) && Heard(signal) == 0);
        Apart(() => signal.Strongly().Connect(new Counter().Count));
        Collect();
        That("a method group may be held strongly", Heard(signal) == 1);
        GC.KeepAlive(kept);
    }

    private static void Owners()
    {
        var signal = new Signal<string, int>();
        var owner = new object();
        var dead = Apart(() => signal.OwnedBy(new object()).Connect((_, args) => Counter.Add(args)));
        var live = Capturing(signal.OwnedBy(owner), factor: 10);
        That("owned lambdas are called", Heard(signal) == 11);
        Collect();
        That("a lambda dies with its owner", Heard(signal) == 10 && !dead.IsConnected && live.IsConnected);
        GC.KeepAlive(owner);
    }

    private static void Expressions()
    {
        var signal = new Signal<string, int>();
        Expression<Action<string, int>> compiled = (_, args) => Counter.Add(args);
        Apart(() => signal.Connect(compiled.Compile()));
        Apart(() => signal.Connect(compiled.Compile(preferInterpretation: true)));
        Collect();
        That("compiled expressions live until they are disposed", Heard(signal) == 2);
    }

    private static SignalConnection Capturing(Connectable<string, int> signal, int factor) =>
        signal.Connect((_, args) => Counter.Add(factor * args));

    private static int Heard(Signal<string, int> signal) => Counter.By(() => signal.Send("anna", 1));
}
