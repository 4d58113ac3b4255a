namespace OAuthClient.Discovery;

/// <summary>A document that an issuer published.</summary>
/// <param name="Url">The address of the document.</param>
/// <param name="Body">The bytes of the document.</param>
/// <param name="Lifetime">How long the document may be cached.</param>
internal sealed record FetchedDocument(string Url, ReadOnlyMemory<byte> Body, TimeSpan Lifetime);
