namespace OAuthHarness.Prove;

/// <summary>What the cases of some rows have in common.</summary>
internal sealed record ProveRow(ProveFlow Flow, ProvedProtocol Protocol, StorePlace Stores, ClientKind Client);
