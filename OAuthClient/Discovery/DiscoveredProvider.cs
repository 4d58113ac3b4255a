using OAuthClient.OAuth2;

namespace OAuthClient.Discovery;

/// <summary>A provider that was made of a document.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Lifetime">How long the document may be cached.</param>
internal sealed record DiscoveredProvider(OAuth2Provider Provider, TimeSpan Lifetime);
