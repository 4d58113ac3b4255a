using System.Diagnostics.CodeAnalysis;
using Signals;
using static Aot.Check;

namespace Aot;

/// <summary>Methods found by reflection: the build warns where that is asked for, and here the program answers for it.</summary>
internal static class Scanning
{
    private sealed class Marked
    {
        [ConnectTo("scanned")]
        private void Hear(string sender, int args) => Counter.Add(args);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "What happens then is what is asked here.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "What happens then is what is asked here.")]
    public static void Check()
    {
        var registry = new SignalRegistry();
        var signal = registry.Declare<string, int>("scanned");
        var marked = new Marked();
        try
        {
            registry.ConnectAll(marked);
            That("ConnectAll connects what is marked, if it says nothing", Counter.By(() => signal.Send("anna", 1)) == 1);
        }
        catch (InvalidOperationException missing)
        {
            That("ConnectAll says what it cannot find", missing.Message.Contains("Marked", StringComparison.Ordinal));
        }
        GC.KeepAlive(marked);
    }
}
