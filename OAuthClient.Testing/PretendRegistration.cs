using System.Text.Json.Nodes;

namespace OAuthClient.Testing;

/// <summary>
/// A client that registered itself. Guarded by <see cref="PretendRegistrations"/>.
/// </summary>
/// <param name="metadata">The client's metadata (RFC 7591 section 2).</param>
internal sealed class PretendRegistration(JsonObject metadata)
{
    public string ClientId { get; } = WireFormat.NewToken("client");

    /// <summary>The client's metadata, as the client asked for it.</summary>
    public JsonObject Metadata { get; set; } = metadata;

    /// <summary>The token that reads, updates and deletes the registration.</summary>
    public string ManagementToken { get; set; } = WireFormat.NewToken("management");

    /// <summary>The secret; null for a public client.</summary>
    public string? Secret { get; set; }

    public DateTimeOffset? SecretExpiresAt { get; set; }

    /// <summary>The client authentication. RFC 7591 section 2: <c>client_secret_basic</c> by default.</summary>
    public string Method => (string?)Metadata["token_endpoint_auth_method"] ?? "client_secret_basic";

    public PretendClient ToClient() => new(ClientId, Secret)
    {
        Name = (string?)Metadata["client_name"] ?? ClientId,
        Method = Method,
        RedirectUris = RegistrationMetadata.Texts(Metadata, "redirect_uris"),
        GrantTypes = RegistrationMetadata.GrantTypes(Metadata),
        SecretExpiresAt = SecretExpiresAt,
    };
}
