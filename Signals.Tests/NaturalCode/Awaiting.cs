using System.Reactive.Linq;
using Signals;

namespace NaturalCode;

/// <summary>
/// A declared and ignored signal gives no warning of a missing await, though Rx makes observables awaitable.
/// </summary>
internal static class Awaiting
{
    public static async Task DeclareAsync()
    {
        await Task.Yield();
        new SignalRegistry().Declare<string, int>("ordered", "An order came in.");
        new SignalRegistry().Declare<string, int, Vote>("asked", "May the order go out?");
    }
}
