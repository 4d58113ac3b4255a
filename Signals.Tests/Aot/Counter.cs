using System.Runtime.CompilerServices;
using Signals;

namespace Aot;

/// <summary>An object with receivers of each kind.</summary>
internal sealed class Counter
{
    public static int Total { get; private set; }

    public void Count(string sender, int args) => Total += args;

    public SignalConnection ConnectThisLambda(Signal<string, int> signal) =>
        signal.Connect((_, args) => Count("", args));

    /// <summary>How much a send adds to the total.</summary>
    public static int By(Action send)
    {
        var before = Total;
        send();
        return Total - before;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Add(int args) => Total += args;
}
