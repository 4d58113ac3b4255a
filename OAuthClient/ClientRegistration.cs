using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using OAuthClient.Internal;

namespace OAuthClient;

/// <summary>
/// A client that a provider has registered (RFC 7591 section 3.2.1), as the provider's last answer has it: a provider
/// may change each value that was asked for. Immutable; prints without its secrets.
/// </summary>
/// <remarks>
/// <see cref="Storage.StoreFormat"/> writes and reads it. <c>WithRegistration</c> of <c>OAuthClient.Discovery</c> puts
/// it into a provider's value.
/// </remarks>
[JsonConverter(typeof(JsonRefusal))]
public sealed record ClientRegistration
{
    /// <summary>The client id.</summary>
    public required string ClientId { get; init; }

    /// <summary>The client secret; no secret for a client that has none.</summary>
    public Secret ClientSecret { get; init; }

    /// <summary>When the client secret expires.</summary>
    /// <value>Null when it never does, or when there is none.</value>
    public DateTimeOffset? ClientSecretExpiresAt { get; init; }

    /// <summary>When the provider issued the client id, by the clock of the provider.</summary>
    /// <value>Null when the provider did not say.</value>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>When the last answer came, by the clock of the program.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The name of the method by which the client authenticates, such as <c>client_secret_basic</c>.</summary>
    public required string TokenEndpointAuthMethod { get; init; }

    /// <summary>The redirect URIs of the client.</summary>
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    /// <summary>The grant types that the client may use.</summary>
    /// <value>Empty when the provider did not list them.</value>
    public IReadOnlyList<string> GrantTypes { get; init; } = [];

    /// <summary>The response types that the client may use.</summary>
    /// <value>Empty when the provider did not list them.</value>
    public IReadOnlyList<string> ResponseTypes { get; init; } = [];

    /// <summary>The scopes that the client may ask for.</summary>
    /// <value>Empty when the provider did not list them.</value>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The scopes that the program asked for when it registered.</summary>
    public IReadOnlyList<string> RequestedScopes { get; init; } = [];

    /// <summary>The token that reads, changes and deletes the registration (RFC 7592 section 3).</summary>
    public Secret RegistrationAccessToken { get; init; }

    /// <summary>The address where the registration is read, changed and deleted (RFC 7592 section 3).</summary>
    /// <value>Null when the provider has none.</value>
    public string? RegistrationClientUri { get; init; }

    /// <summary>All fields of the provider's answer, by their names in it; an object or a list as JSON text.</summary>
    /// <remarks>Any field may be a secret.</remarks>
    public IReadOnlyDictionary<string, Secret> Fields { get; init; } = ReadOnlyDictionary<string, Secret>.Empty;

    /// <summary>Whether the registration can be read, changed and deleted at the provider.</summary>
    public bool IsManaged => RegistrationClientUri is not null && !RegistrationAccessToken.IsEmpty;

    /// <summary>Shows the parts of the registration that are not secret.</summary>
    /// <returns>The client id, the method of authentication, and when the secret expires.</returns>
    public override string ToString()
    {
        var expiry = ClientSecretExpiresAt is { } end ? $", secret expires {end:u}" : "";
        return $"ClientRegistration {{ {ClientId}, {TokenEndpointAuthMethod}{expiry} }}";
    }
}
