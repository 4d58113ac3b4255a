using System.CommandLine;

namespace OAuthHarness.Prove;

/// <summary>The options of the command <c>prove</c>.</summary>
internal sealed class ProveOptions
{
    private static readonly string[] NamesOfServers = ["postgres", "redis"];

    private readonly Option<string[]> _store = new("--store")
    {
        Description = "A store, or several. By default all that need no server.",
        DefaultValueFactory = _ => [.. StorePlace.Names.Except(NamesOfServers)],
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _connect = new("--connect")
    {
        Description = "How to connect: a connection string for postgres, host:port for redis.",
    };

    private readonly Option<string[]> _flow = new("--flow")
    {
        Description = "A flow, or several. By default all.",
        DefaultValueFactory = _ => FlowNames,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string> _client = new("--client")
    {
        Description =
            "The client: the library's, or a small one that only refreshes, which has no mistake or the named one.",
        DefaultValueFactory = _ => ClientKind.Library.Name,
    };

    private readonly Option<int> _pairs = new("--pairs")
    {
        Description = "How many pairs of faults each flow meets with each protocol and store.",
        DefaultValueFactory = _ => 50,
    };

    private readonly Option<int> _seed = new("--seed")
    {
        Description = "The seed of the random numbers that choose the pairs.",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<bool> _verbose = new("--verbose")
    {
        Description = "Tell each expectation that was not met.",
    };

    private static string[] FlowNames => [.. ProveFlow.All.Select(flow => flow.Name)];

    public Command AddTo(Command command)
    {
        _store.AcceptOnlyFromAmong(StorePlace.Names);
        _flow.AcceptOnlyFromAmong(FlowNames);
        _client.AcceptOnlyFromAmong([.. ClientKind.All.Select(client => client.Name)]);
        foreach (var option in new Option[] { _store, _connect, _flow, _client, _pairs, _seed, _verbose })
            command.Add(option);
        return command;
    }

    /// <returns>The mistake in the arguments; null for none.</returns>
    public string? FindMistake(ParseResult parsed)
    {
        var servers = Stores(parsed).Intersect(NamesOfServers).ToArray();
        if (servers.Length > 1)
            return "Give one server at a time: --connect says how to connect to one.";
        if (servers.Length == 1 && Connect(parsed) is null)
            return $"The store '{servers[0]}' needs --connect: {_connect.Description}";
        return parsed.GetValue(_pairs) < 0 ? "--pairs cannot be negative." : null;
    }

    public IReadOnlyList<string> Stores(ParseResult parsed) => parsed.GetRequiredValue(_store);

    public string? Connect(ParseResult parsed) => parsed.GetValue(_connect);

    public bool IsVerbose(ParseResult parsed) => parsed.GetValue(_verbose);

    public ProveSetup ToSetup(ParseResult parsed) => new()
    {
        Flows = [.. ProveFlow.All.Where(flow => parsed.GetRequiredValue(_flow).Contains(flow.Name))],
        Client = ClientKind.All.Single(client => client.Name == parsed.GetRequiredValue(_client)),
        Pairs = parsed.GetValue(_pairs),
        Seed = parsed.GetValue(_seed),
    };
}
