namespace OAuthClient.OAuth1;

/// <summary>A request as it goes out signed: what changed, by where the provider wants the parameters. It holds secrets; it is not to be printed.</summary>
/// <param name="Url">The address, with the parameters if they go there.</param>
/// <param name="Authorization">The Authorization header; null when they go elsewhere.</param>
/// <param name="Form">The form, with the parameters if they go there; null when the body is left alone.</param>
internal readonly record struct SignedRequest(Uri Url, string? Authorization, string? Form);
