namespace OAuthHarness.Prove;

/// <summary>Pairs of faults that random numbers choose: the same for the same seed.</summary>
internal static class FaultPairs
{
    // After its first fault a flow can have more calls than without.
    private const int FurtherCalls = 4;

    public static IEnumerable<Fault[]> Draw(ProveSetup setup, IReadOnlyList<FaultKind> kinds, int calls)
    {
        var random = new Random(setup.Seed);
        var single = kinds.Where(kind => !kind.IsOfRival()).ToArray();
        for (var pair = 0; pair < setup.Pairs; pair++)
        {
            var first = random.Next(calls);
            var second = first + 1 + random.Next(calls - first + FurtherCalls);
            yield return [new(first, Choose(random, single)), new(second, Choose(random, single))];
        }
    }

    private static FaultKind Choose(Random random, FaultKind[] kinds) => kinds[random.Next(kinds.Length)];
}
