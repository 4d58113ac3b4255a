namespace OAuthClient.AspNetCore.Scheme;

/// <summary>An authentication scheme that was added with its dance.</summary>
/// <param name="Name">The name of the scheme, which is the provider's.</param>
internal sealed record SchemeRegistration(string Name);
