using Signals;
using static Aot.Check;

namespace Aot;

internal static class OpenForm
{
    public static void Check()
    {
        var signal = new Signal<string, int>();
        var asking = new Signal<string, int, string>();
        var kept = new Counter();
        signal.Connect(kept, static (counter, sender, args) => counter.Count(sender, args));
        Apart(() => signal.Connect(new Counter(), static (counter, sender, args) => counter.Count(sender, args)));
        asking.Connect(kept, static (_, sender, _) => sender);
        That("open receivers are called", Counter.By(() => signal.Send("anna", 1)) == 2);
        Collect();
        That("an open receiver dies with its target", Counter.By(() => signal.Send("anna", 1)) == 1);
        That("an open receiver answers", asking.Send("anna", 1)[0].Value == "anna");
        Refuse(signal, kept, factor: 2);
        GC.KeepAlive(kept);
    }

    private static void Refuse(Signal<string, int> signal, Counter target, int factor) =>
        Throws<ArgumentException>(
            "the open form refuses a lambda that captures",
            () => signal.Connect(target, (counter, sender, args) => counter.Count(sender, factor * args)));
}
