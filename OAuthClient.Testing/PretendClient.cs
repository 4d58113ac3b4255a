namespace OAuthClient.Testing;

/// <summary>A client that a pretend provider knows. Immutable.</summary>
/// <param name="Id">The client identifier.</param>
/// <param name="Secret">The secret; null for a public client.</param>
internal sealed record PretendClient(string Id, string? Secret)
{
    /// <summary>The name on the login page.</summary>
    public string Name { get; init; } = Id;

    /// <summary>The only client authentication method; null when each one will do.</summary>
    public string? Method { get; init; }

    /// <summary>The redirect URIs; null when each one will do.</summary>
    public IReadOnlyList<string>? RedirectUris { get; init; }

    /// <summary>The grant types; null when each one will do.</summary>
    public IReadOnlyList<string>? GrantTypes { get; init; }

    /// <summary>The end of the secret; null when it does not end.</summary>
    public DateTimeOffset? SecretExpiresAt { get; init; }

    /// <summary>Whether a client may use a grant. Refreshes need no registration of their own.</summary>
    public bool MayUse(string? grantType) =>
        grantType is null or "refresh_token" || (GrantTypes?.Contains(grantType) ?? true);

    public bool MayReturnTo(string redirectUri) =>
        RedirectUris?.Any(registered => IsSame(new(registered), redirectUri)) ?? true;

    // RFC 8252 section 7.3: the port of a loopback redirect URI is the client's choice at each login.
    private static bool IsSame(Uri registered, string redirectUri)
    {
        if (registered.OriginalString == redirectUri)
            return true;
        return registered is { Scheme: "http", Host: "127.0.0.1" or "[::1]" }
            && Uri.TryCreate(redirectUri, UriKind.Absolute, out var url)
            && new UriBuilder(url) { Port = registered.Port }.Uri == registered;
    }
}
