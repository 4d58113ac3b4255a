using Benchmarks.Contenders.Client;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>The cost of signing a request of ten parameters with OAuth 1, HMAC-SHA1.</summary>
internal static class SignFigures
{
    public static IEnumerable<Figure> Signing(Effort effort, Random random) =>
        CompareWithRestSharp("sign/a request", isMadeAnew: false, effort, random);

    public static IEnumerable<Figure> MakingAndSigning(Effort effort, Random random) =>
        CompareWithRestSharp("sign/a new request", isMadeAnew: true, effort, random);

    /// <summary>Whether an encoded path is signed as it is sent (RFC 5849 section 3.4.1.2).</summary>
    public static IEnumerable<Figure> EncodedPaths(Effort effort, Random random)
    {
        string[] encoded = ["/photos/summer%20days", "/photos/caf%C3%A9", "/photos/50%25", "/owner%2Fname/photos"];
        var figure = $"sign/{encoded.Length} encoded paths, right";
        yield return Figure.AtLeast(figure, encoded.Length, SignedCalls.CountCorrectOfOurs(encoded));
        yield return Figure.ForComparison(
            $"{figure}, {SignedCalls.RestSharp}", SignedCalls.CountCorrectOfTheirs(encoded));
    }

    private static IEnumerable<Figure> CompareWithRestSharp(
        string group, bool isMadeAnew, Effort effort, Random random)
    {
        var ours = SignedCalls.OAuthClientSigning(isMadeAnew);
        var theirs = SignedCalls.RestSharpSigning(isMadeAnew);
        var times = Measurement.Time(effort.ForCalls, random, ours, theirs);
        var ourBytes = Measurement.AllocatedBytes(ours);
        var theirBytes = Measurement.AllocatedBytes(theirs);
        yield return Figure.AtMost($"{group} vs {theirs.Name}", 0.25, times.Ratio(ours.Name, theirs.Name));
        yield return Figure.AtMost($"{group} bytes vs {theirs.Name}", 0.2, ourBytes / theirBytes);
        yield return Figure.ForComparison($"{group}, {ours.Name}, takes", times.Median(ours.Name) / 1000, "µs");
        yield return Figure.ForComparison($"{group}, {ours.Name}, allocates", ourBytes, "B");
        yield return Figure.ForComparison($"{group}, {theirs.Name}, takes", times.Median(theirs.Name) / 1000, "µs");
        yield return Figure.ForComparison($"{group}, {theirs.Name}, allocates", theirBytes, "B");
    }
}
