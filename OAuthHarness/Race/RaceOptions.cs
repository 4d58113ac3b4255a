using System.CommandLine;

namespace OAuthHarness.Race;

/// <summary>The options of the command <c>race</c>.</summary>
internal sealed class RaceOptions
{
    private readonly Option<int> _processes = new("--processes")
    {
        Description = "How many processes share the store.",
        DefaultValueFactory = _ => 3,
    };

    private readonly Option<int> _callers = new("--callers")
    {
        Description = "How many callers each of them has.",
        DefaultValueFactory = _ => 200,
    };

    private readonly Option<int> _rounds = new("--rounds")
    {
        Description = "How often the token ends.",
        DefaultValueFactory = _ => 100,
    };

    private readonly Option<string> _store = new("--store")
    {
        Description = "The store.",
        DefaultValueFactory = _ => "file",
    };

    private readonly Option<string?> _connect = new("--connect")
    {
        Description = "How to connect: a connection string for postgres, host:port for redis.",
    };

    private readonly Option<string> _provider = new("--provider")
    {
        Description =
            "strict: a spent refresh token ends the login. grace: it may be used again for five minutes.",
        DefaultValueFactory = _ => RaceProvider.Strict,
    };

    private readonly Option<bool> _kill = new("--kill")
    {
        Description = "Kill a process at random in the middle of each round.",
    };

    private readonly Option<bool> _application = new("--application")
    {
        Description = "The token is the program's own, and there is none at first.",
    };

    public Command AddTo(Command command)
    {
        _store.AcceptOnlyFromAmong(RaceStores.Names);
        _provider.AcceptOnlyFromAmong(RaceProvider.Strict, RaceProvider.Grace);
        Option[] options = [_processes, _callers, _rounds, _store, _connect, _provider, _application, _kill];
        foreach (var option in options)
            command.Add(option);
        return command;
    }

    public int Rounds(ParseResult parsed) => parsed.GetRequiredValue(_rounds);

    /// <summary>Whether the store is in a folder of this machine.</summary>
    public bool IsLocal(ParseResult parsed) => parsed.GetRequiredValue(_store) is "file" or "sqlite";

    /// <returns>The mistake in the arguments; null for none.</returns>
    public string? FindMistake(ParseResult parsed) => IsLocal(parsed) || parsed.GetValue(_connect) is not null
        ? null
        : $"The store '{parsed.GetRequiredValue(_store)}' needs --connect: {_connect.Description}";

    public RaceSetup ToSetup(ParseResult parsed, string? folder) => new()
    {
        Store = parsed.GetRequiredValue(_store),
        Place = folder ?? parsed.GetValue(_connect)!,
        Provider = parsed.GetRequiredValue(_provider),
        Processes = parsed.GetRequiredValue(_processes),
        Callers = parsed.GetRequiredValue(_callers),
        IsApplication = parsed.GetValue(_application),
        Kill = parsed.GetValue(_kill),
    };
}
