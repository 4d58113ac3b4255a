namespace OAuthClient.Discovery;

/// <summary>What a discovery asks for. Equal keys get the same provider.</summary>
internal sealed record DiscoveryKey(string Issuer, DiscoveryOptions Options);
