using Benchmarks.Contenders;
using Benchmarks.Contenders.Web;
using Benchmarks.Measuring;

namespace Benchmarks.Figures;

/// <summary>What a login to a web application costs its server, with the adapter and with ASP.NET Core's own AddOAuth.</summary>
internal static class WebFigures
{
    private static readonly string[] Peers = [WebLogins.AddOAuth, WebLogins.AddOAuthWithoutTokens];
    private static readonly string[] All = [Contender.Ours, .. Peers, WebLogins.BareRequests];

    /// <summary>The code alone: no network, one thread.</summary>
    public static IEnumerable<Figure> InMemory(Effort effort, Random random)
    {
        const string Group = "web/in memory";
        var all = All.ToDictionary(name => name, WebLogins.InMemory);
        var times = Measurement.Time(effort.ForCalls, random, [.. all.Values]);
        return Figures(Group, name => times.Ratio(Contender.Ours, name), name => times.Median(name) / 1000, name => Measurement.AllocatedBytes(all[name]));
    }

    /// <summary>The processor time and the memory of a server's process, with Kestrel in front and a provider behind a socket.</summary>
    public static IEnumerable<Figure> Servers(Effort effort, Random random)
    {
        using var provider = new WebProvider();
        ServerProcess[] servers = [.. All.Select(name => new ServerProcess(name, provider))];
        try
        {
            var spent = All.ToDictionary(name => name, _ => new List<(double Microseconds, double Bytes)>());
            foreach (var server in servers)
                server.LogIn(effort.Rounds * 100);
            for (var round = 0; round < effort.Rounds; round++)
            {
                random.Shuffle(servers);
                foreach (var server in servers)
                    spent[server.Name].Add(server.LogIn(50));
            }
            return [.. Figures(
                "web/a server",
                name => Stats.Median([.. spent[Contender.Ours].Zip(spent[name], (ours, theirs) => ours.Microseconds / theirs.Microseconds)]),
                name => Stats.Median([.. spent[name].Select(one => one.Microseconds)]),
                name => Stats.Median([.. spent[name].Select(one => one.Bytes)]))];
        }
        finally
        {
            foreach (var server in servers)
                server.Dispose();
        }
    }

    private static IEnumerable<Figure> Figures(string group, Func<string, double> ratio, Func<string, double> microseconds, Func<string, double> bytes)
    {
        foreach (var name in Peers)
        {
            yield return Figure.AtMost($"{group} vs {name}", 1.0, ratio(name));
            yield return Figure.AtMost($"{group} bytes vs {name}", 1.0, bytes(Contender.Ours) / bytes(name));
        }
        foreach (var name in All)
        {
            yield return Figure.ForComparison($"{group}, {name}, takes", microseconds(name), "µs");
            yield return Figure.ForComparison($"{group}, {name}, allocates", bytes(name) / 1024, "KiB");
        }
    }
}
