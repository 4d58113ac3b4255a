namespace OAuthHarness.Prove;

/// <summary>The columns that the cases of a row have in common.</summary>
internal sealed record ProveRow(ProveFlow Flow, ProvedProtocol Protocol, StorePlace Stores, ClientKind Client);
