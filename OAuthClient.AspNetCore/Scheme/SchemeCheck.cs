namespace OAuthClient.AspNetCore.Scheme;

/// <summary>Finds options of a scheme with which no login could work, before the application starts.</summary>
internal static class SchemeCheck
{
    /// <exception cref="InvalidOperationException">The options cannot work; the message says what to write.</exception>
    public static void ThrowIfInvalid(OAuthSchemeOptions options, string loginPath, OAuthProvider provider)
    {
        if (FindFault(options, loginPath, provider) is { } fault)
            throw new InvalidOperationException(fault);
    }

    private static string? FindFault(OAuthSchemeOptions options, string loginPath, OAuthProvider provider)
    {
        var name = provider.Name;
        if (options is { UserEndpoint: null, ReadProfile: null })
        {
            return $"Where does {provider.Title} say who has logged in? Name the endpoint of its API: "
                + "AddOAuthSignals(…, scheme => scheme.UserEndpoint = \"user\"), or set scheme.ReadProfile.";
        }
        if (!loginPath.StartsWith('/') || loginPath.AsSpan().ContainsAny('?', '#'))
            return $"LoginPath of the scheme '{name}' is '{loginPath}'; it must be a path such as /login/{name}.";
        if (options.UserEndpoint is { } endpoint && !GetsToken(endpoint, provider))
        {
            return $"UserEndpoint of the scheme '{name}' is '{endpoint}', which gets no token: it must be below ApiBaseUrl "
                + "of the provider, or at one of its Origins.";
        }
        return null;
    }

    private static bool GetsToken(string endpoint, OAuthProvider provider)
    {
        // A path that begins with a slash is an absolute address of a file.
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.IsFile)
            return provider.ApiBaseUrl is not null;
        var origins = provider.Origins.Append(provider.ApiBaseUrl).OfType<string>();
        return origins.Select(origin => OriginOf(new(origin))).Contains(OriginOf(address));
    }

    private static string OriginOf(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
