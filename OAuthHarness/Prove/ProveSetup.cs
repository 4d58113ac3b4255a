namespace OAuthHarness.Prove;

/// <summary>The setup of a proof.</summary>
internal sealed record ProveSetup
{
    public IReadOnlyList<ProveFlow> Flows { get; init; } = ProveFlow.All;

    public IReadOnlyList<ProvedProtocol> Protocols { get; init; } = Enum.GetValues<ProvedProtocol>();

    public ClientKind Client { get; init; } = ClientKind.Library;

    /// <summary>Whether each call fails alone, in each way.</summary>
    public bool HasSingleFaults { get; init; } = true;

    /// <summary>How many pairs of faults each flow meets with each protocol and store.</summary>
    public int Pairs { get; init; }

    /// <summary>The seed of the random numbers that choose the pairs.</summary>
    public int Seed { get; init; } = 1;
}
