namespace OAuthClient;

/// <summary>
/// Takes your registration with a provider from names and values by convention: <c>GITHUB_OAUTH_CLIENT_ID</c> and
/// <c>GITHUB_OAUTH_CLIENT_SECRET</c> for the provider <c>github</c>. Nothing is looked up unless this is called.
/// </summary>
public static class ProviderCredentials
{
    /// <summary>Looks the client id and secret up, once.</summary>
    /// <typeparam name="TProvider">The kind of provider.</typeparam>
    /// <param name="provider">The provider, such as a preset.</param>
    /// <param name="lookup">From name to value, null when there is none: <c>Environment.GetEnvironmentVariable</c>, or <c>name => configuration[name]</c>.</param>
    /// <returns>The provider with what was found; a client without a secret is a public one.</returns>
    /// <exception cref="ArgumentException">There is no client id; the message names what was looked for.</exception>
    public static TProvider WithCredentials<TProvider>(this TProvider provider, Func<string, string?> lookup) where TProvider : OAuthProvider
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(lookup);
        var (id, secret) = ($"{Prefix(provider.Name)}_OAUTH_CLIENT_ID", $"{Prefix(provider.Name)}_OAUTH_CLIENT_SECRET");
        return lookup(id) is { Length: > 0 } found
            ? provider with { ClientId = found, ClientSecret = lookup(secret) }
            : throw new ArgumentException($"There is no {id}. Register your program with {provider.Name}, set it to the client id that you were given, and {secret} to the client secret.", nameof(lookup));
    }

    private static string Prefix(string name) => new([.. name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToUpperInvariant(letter) : '_')]);
}
