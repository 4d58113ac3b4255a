namespace OAuthClient.Testing;

public sealed partial class PretendProvider
{
    /// <summary>The token without which no client may register (RFC 7591 section 3).</summary>
    /// <value>The default is null: every client may.</value>
    public string? InitialAccessToken { get; set; }

    /// <summary>
    /// Whether each answer of the client configuration endpoint has a new management token, with which the one before
    /// ends (RFC 7592 section 3).
    /// </summary>
    /// <value>The default is false.</value>
    public bool RotatesManagementTokens { get; set; }

    /// <summary>
    /// The lifetime of the secrets of clients that register from now on. An update of such a client gives a new secret.
    /// </summary>
    /// <value>The default is null: they do not end.</value>
    public TimeSpan? ClientSecretLifetime { get; set; }

    /// <summary>
    /// The way to the documents of clients whose identifier is an address (OAuth Client ID Metadata Document). Only
    /// public clients are accepted, and the document must name its own address.
    /// </summary>
    /// <value>The default is null: there are no such clients. The provider does not dispose it.</value>
    public HttpMessageHandler? ClientDocuments { get; set; }

    /// <summary>The identifiers of the clients that have registered and were not deleted, in no order.</summary>
    public IReadOnlyList<string> RegisteredClients => _registrations.ClientIds;
}
