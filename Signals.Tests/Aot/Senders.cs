using Signals;
using static Aot.Check;

namespace Aot;

internal static class Senders
{
    private readonly record struct Place(int Row);

    public static void Check()
    {
        From("an object", new object(), new object());
        From("a string", new string('a', 3), "bbb");
        From("a number", 1, 2);
        From("a struct", new Place(1), new Place(2));
        Boxed();
    }

    private static void From<TSender>(string kind, TSender sender, TSender other)
    {
        var signal = new Signal<TSender, int>();
        signal.From(sender).Connect((_, args) => Counter.Add(args));
        That($"a receiver hears its sender: {kind}", Counter.By(() => signal.Send(sender, 1)) == 1);
        That($"a receiver hears no other sender: {kind}", Counter.By(() => signal.Send(other, 1)) == 0);
        Collect();
        That($"a receiver hears its sender after a collection: {kind}", Counter.By(() => signal.Send(sender, 1)) == 1);
        GC.KeepAlive(sender);
    }

    private static void Boxed()
    {
        var signal = new Signal<object, int>();
        signal.From(new Place(1)).Connect((_, args) => Counter.Add(args));
        That("boxed structs are compared by value", Counter.By(() => signal.Send(new Place(1), 1)) == 1);
    }
}
