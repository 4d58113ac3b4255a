namespace OAuthHarness.Race;

/// <summary>The setup of a race.</summary>
internal sealed record RaceSetup
{
    /// <summary>The kind of store, by its name in <see cref="RaceStores"/>.</summary>
    public required string Store { get; init; }

    /// <summary>A directory for a store on this machine, or the connection string of a server.</summary>
    public required string Place { get; init; }

    /// <summary>The kind of provider, by its name in <see cref="RaceProvider"/>.</summary>
    public required string Provider { get; init; }

    public required int Processes { get; init; }

    /// <summary>The number of callers in each process.</summary>
    public required int Callers { get; init; }

    /// <summary>Whether the token is the program's own, which no login has brought.</summary>
    public bool IsApplication { get; init; }

    /// <summary>Whether a process is killed in each round.</summary>
    public bool Kill { get; init; }
}
