using System.Runtime.CompilerServices;

namespace Aot;

/// <summary>Writes a line for each check. The first check that fails ends the program.</summary>
internal static class Check
{
    public static void That(string fact, bool isTrue)
    {
        Console.WriteLine($"{fact}: {(isTrue ? "right" : "WRONG")}");
        if (!isTrue)
            Environment.Exit(1);
    }

    public static void Throws<T>(string fact, Action action) where T : Exception
    {
        try
        {
            action();
            That(fact, false);
        }
        catch (T)
        {
            That(fact, true);
        }
    }

    public static void Collect()
    {
        for (var round = 0; round < 3; round++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
    }

    /// <summary>Runs a function in a frame of its own, so that no local keeps its objects alive.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Apart<T>(Func<T> make) => make();
}
