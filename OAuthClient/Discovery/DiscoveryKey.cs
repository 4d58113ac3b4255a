namespace OAuthClient.Discovery;

/// <summary>The issuer and the options of a discovery. Equal keys get the same provider.</summary>
internal sealed record DiscoveryKey(string Issuer, DiscoveryOptions Options);
