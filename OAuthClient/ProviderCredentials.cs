namespace OAuthClient;

/// <summary>
/// Reads your client id and client secret at a provider from values with conventional names:
/// <c>GITHUB_OAUTH_CLIENT_ID</c> and <c>GITHUB_OAUTH_CLIENT_SECRET</c> for the provider <c>github</c>.
/// </summary>
/// <remarks>The library looks up no value unless your code calls <see cref="WithCredentials"/>.</remarks>
public static class ProviderCredentials
{
    /// <summary>Looks up the client id and the client secret of a provider, once.</summary>
    /// <typeparam name="TProvider">The type of the provider.</typeparam>
    /// <param name="provider">The provider, such as a preset.</param>
    /// <param name="lookup">
    /// Returns the value of a name, or null when there is none: <c>Environment.GetEnvironmentVariable</c>, or
    /// <c>name => configuration[name]</c>.
    /// </param>
    /// <returns>The provider with its credentials; a client without a secret is a public one.</returns>
    /// <exception cref="ArgumentException">
    /// There is no client id; the message gives the name that was looked up.
    /// </exception>
    public static TProvider WithCredentials<TProvider>(this TProvider provider, Func<string, string?> lookup)
        where TProvider : OAuthProvider
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(lookup);
        var prefix = string.Concat(provider.Name.Select(ToVariableLetter));
        var idName = $"{prefix}_OAUTH_CLIENT_ID";
        var secretName = $"{prefix}_OAUTH_CLIENT_SECRET";
        if (lookup(idName) is { Length: > 0 } id)
            return provider with { ClientId = id, ClientSecret = lookup(secretName) };
        throw new ArgumentException(
            $"There is no {idName}. Register your program with {provider.Name}, set it to the client id that you were "
            + $"given, and {secretName} to the client secret.",
            nameof(lookup));
    }

    private static char ToVariableLetter(char letter) =>
        char.IsAsciiLetterOrDigit(letter) ? char.ToUpperInvariant(letter) : '_';
}
