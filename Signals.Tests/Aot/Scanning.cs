using System.Diagnostics.CodeAnalysis;
using Signals;
using static Aot.Check;

namespace Aot;

/// <summary>
/// Scans for marked methods by reflection. The program suppresses the warnings and checks the result.
/// </summary>
internal static class Scanning
{
    private sealed class Marked
    {
        [ConnectTo("scanned")]
        private void Hear(string sender, int args) => Counter.Add(args);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The program checks what happens.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The program checks what happens.")]
    public static void Check()
    {
        var registry = new SignalRegistry();
        var signal = registry.Declare<string, int>("scanned");
        var marked = new Marked();
        try
        {
            registry.ConnectAll(marked);
            var total = Counter.By(() => signal.Send("anna", 1));
            That("ConnectAll without an error connects the marked method", total == 1);
        }
        catch (InvalidOperationException missing)
        {
            var isNamed = missing.Message.Contains("Marked", StringComparison.Ordinal);
            That("the error of ConnectAll names the class", isNamed);
        }
        GC.KeepAlive(marked);
    }
}
