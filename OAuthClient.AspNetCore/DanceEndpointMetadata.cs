namespace OAuthClient.AspNetCore;

/// <summary>Marks the endpoints of a dance, which no gate may close: a login goes through them.</summary>
internal sealed class DanceEndpointMetadata;
