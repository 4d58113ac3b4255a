namespace OAuthClient.AspNetCore;

/// <summary>Marks the endpoints of a dance, which no gate may close: a login goes through them.</summary>
/// <param name="Name">The provider's name.</param>
internal sealed record DanceEndpointMetadata(string Name);
