using System.Diagnostics;
using System.Reflection;

namespace Signals.Tests;

/// <summary>Forces garbage collections. They prove nothing in Debug: locals live to the end of their method.</summary>
internal static class Garbage
{
    public static void Collect()
    {
        for (var round = 0; round < 3; round++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
    }
}

public class GarbageTests
{
    [Test]
    public void The_lifetime_tests_run_in_Release_where_they_prove_something()
    {
        var debuggable = typeof(Signal<,>).Assembly.GetCustomAttribute<DebuggableAttribute>();
        Assert.That(debuggable?.IsJITOptimizerDisabled ?? false, Is.False, "run them with: dotnet test -c Release");
    }
}
