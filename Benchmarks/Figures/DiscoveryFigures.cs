using Benchmarks.Contenders.Client;
using Benchmarks.Measuring;
using OAuthClient;
using OAuthClient.Discovery;

namespace Benchmarks.Figures;

/// <summary>The documents that are fetched when many callers discover issuers at once.</summary>
internal static class DiscoveryFigures
{
    private const string Group = "discovery/100 issuers by 1,000 callers";
    private const int Issuers = 100;
    private const int Callers = 1000;

    public static IEnumerable<Figure> Crowd(Effort effort, Random random)
    {
        using var server = new IssuerServer();
        var discovery = new OAuthDiscovery();
        // The time of all callers is no promise, and must not end the measurement on a busy machine.
        var options = new DiscoveryOptions { Allow = Insecure.LoopbackHttp, Timeout = effort.Timeout };
        var issuers = Enumerable.Range(0, Callers).Select(caller => server.Issuer(caller % Issuers)).ToArray();
        random.Shuffle(issuers);
        var calls = issuers.Select(issuer => Task.Run(() => discovery.DiscoverAsync(issuer, options)));
        var providers = Task.WhenAll(calls).GetAwaiter().GetResult();
        yield return Figure.AtLeast($"{Group}, providers", Callers, providers.Length);
        yield return Figure.AtMost($"{Group}, documents fetched", Issuers, server.Fetched);
        yield return Figure.AtMost($"{Group}, fetched twice", 0, server.FetchedTwice);
    }
}
