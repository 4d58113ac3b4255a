namespace OAuthClient.OAuth1;

/// <summary>The changed parts of a signed request. It holds secrets: do not print it.</summary>
/// <param name="Url">The address, with the protocol's parameters if they go in the query.</param>
/// <param name="Authorization">The Authorization header; null when the parameters go elsewhere.</param>
/// <param name="FormParameters">
/// The parameters to add to the form, encoded; null when the body does not change.
/// </param>
internal readonly record struct SignedRequest(Uri Url, string? Authorization, string? FormParameters);
