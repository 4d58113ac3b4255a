using System.Reactive.Linq;
using Signals;

namespace NaturalCode;

/// <summary>Rx makes observables awaitable, but a signal that is declared and ignored is no forgotten await.</summary>
internal static class Awaiting
{
    public static async Task DeclareAsync()
    {
        await Task.Yield();
        new SignalRegistry().Declare<string, int>("ordered", "An order came in.");
        new SignalRegistry().Declare<string, int, Vote>("asked", "May the order go out?");
    }
}
