using Benchmarks.Contenders;
using Benchmarks.Contenders.Web;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>
/// The cost of a login to a web application for its server, with the adapter and with ASP.NET Core's own AddOAuth.
/// </summary>
internal static class WebFigures
{
    private static readonly string[] Peers = [WebLogins.AddOAuth, WebLogins.AddOAuthWithoutTokens];
    private static readonly string[] All =
    [
        Contender.Ours, .. Peers, WebLogins.Scheme, WebLogins.AddOAuthThatReadsTheUser, WebLogins.BareRequests,
    ];

    private sealed record Cost(double Microseconds, double Bytes);

    /// <summary>The cost of the code alone: no network, one thread.</summary>
    public static IEnumerable<Figure> InMemory(Effort effort, Random random)
    {
        var contenders = All.ToDictionary(name => name, WebLogins.InMemory);
        var times = Measurement.Time(effort.ForCalls, random, [.. contenders.Values]);
        Cost CostOf(string name) => new(times.Median(name) / 1000, Measurement.AllocatedBytes(contenders[name]));
        return Figures("web/in memory", times.Ratio, CostOf);
    }

    /// <summary>
    /// The processor time and the memory of a server's process, with Kestrel in front and a provider behind a socket.
    /// </summary>
    public static IEnumerable<Figure> Servers(Effort effort, Random random)
    {
        using var provider = new WebProvider();
        ServerProcess[] servers = [.. All.Select(name => new ServerProcess(name, provider))];
        try
        {
            var costs = All.ToDictionary(name => name, _ => new List<Cost>());
            foreach (var server in servers)
                server.LogIn(effort.Rounds * 100);
            for (var round = 0; round < effort.Rounds; round++)
            {
                random.Shuffle(servers);
                foreach (var server in servers)
                    costs[server.Name].Add(LogIn(server));
            }
            double RatioOf(string ours, string theirs) => Ratio(costs[ours], costs[theirs]);
            return [.. Figures("web/a server", RatioOf, name => Median(costs[name]))];
        }
        finally
        {
            foreach (var server in servers)
                server.Dispose();
        }
    }

    private static Cost LogIn(ServerProcess server)
    {
        var (microseconds, bytes) = server.LogIn(50);
        return new(microseconds, bytes);
    }

    private static double Ratio(List<Cost> ours, List<Cost> theirs) =>
        Stats.Median(ours.Zip(theirs, (our, their) => our.Microseconds / their.Microseconds));

    private static Cost Median(List<Cost> costs) => new(
        Stats.Median(costs.Select(cost => cost.Microseconds)),
        Stats.Median(costs.Select(cost => cost.Bytes)));

    private static IEnumerable<Figure> Figures(
        string group, Func<string, string, double> ratioOf, Func<string, Cost> costOf)
    {
        foreach (var name in Peers)
        {
            yield return Figure.AtMost($"{group} vs {name}", 1.0, ratioOf(Contender.Ours, name));
            yield return Figure.AtMost(
                $"{group} bytes vs {name}", 1.0, costOf(Contender.Ours).Bytes / costOf(name).Bytes);
        }
        // A login that learns who the user is, with the same two requests to the provider.
        const string scheme = WebLogins.Scheme;
        const string peer = WebLogins.AddOAuthThatReadsTheUser;
        yield return Figure.AtMost($"{group}, {scheme} vs {peer}", 1.1, ratioOf(scheme, peer));
        yield return Figure.AtMost(
            $"{group}, {scheme} bytes vs {peer}", 1.1, costOf(scheme).Bytes / costOf(peer).Bytes);
        foreach (var name in All)
        {
            var cost = costOf(name);
            yield return Figure.ForComparison($"{group}, {name}, takes", cost.Microseconds, "µs");
            yield return Figure.ForComparison($"{group}, {name}, allocates", cost.Bytes / 1024, "KiB");
        }
    }
}
