using OAuthClient.Http;

namespace OAuthClient.OAuth2;

/// <summary>The parts of a dance with which grants send their requests.</summary>
internal sealed record GrantServices(ProtocolClient Http, ExtensionPipeline Extensions, OAuthDanceOptions Options);
