using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using OAuthClient.Internal;

namespace OAuthClient.Discovery;

/// <summary>
/// The facts about a client that its program tells a provider (RFC 7591 section 2), when it registers or in a document
/// of its own. Immutable; prints without its secrets.
/// </summary>
[JsonConverter(typeof(JsonRefusal))]
public sealed record ClientMetadata
{
    private static readonly ClientMetadata Plain = new();

    /// <summary>The name of the client for people.</summary>
    public string? ClientName { get; init; }

    /// <summary>The redirect URIs: those of your dances.</summary>
    /// <value>The default is empty: users do not log in.</value>
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    /// <summary>The grant types that the client will use.</summary>
    /// <value>
    /// The default, for a client with redirect URIs, is <c>authorization_code</c> and <c>refresh_token</c>. A client
    /// without them must name its grant types, such as <c>client_credentials</c>.
    /// </value>
    public IReadOnlyList<string> GrantTypes
    {
        get => field.Count > 0 || RedirectUris.Count == 0 ? field : ["authorization_code", "refresh_token"];
        init;
    } = [];

    /// <summary>The response types that the client will use.</summary>
    /// <value>The default is <c>code</c> for a client with redirect URIs, and empty for another.</value>
    public IReadOnlyList<string> ResponseTypes
    {
        get => field.Count > 0 || RedirectUris.Count == 0 ? field : ["code"];
        init;
    } = [];

    /// <summary>The name of the method by which the client authenticates, such as <c>private_key_jwt</c>.</summary>
    /// <value>
    /// The default is null. A registration then asks for the method of the provider's value; where that has none, a
    /// native program asks for <c>none</c> and another one for <c>client_secret_basic</c>. A document then says
    /// <c>none</c>.
    /// </value>
    public string? TokenEndpointAuthMethod { get; init; }

    /// <summary>The scopes that the client may ask for.</summary>
    /// <value>The default is empty: the provider chooses them.</value>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>
    /// The kind of the client: <c>native</c> or <c>web</c> (OpenID Connect Dynamic Client Registration 1.0 section 2).
    /// </summary>
    /// <value>
    /// The default is <c>native</c> when each redirect URI is loopback <c>http</c> or has a scheme of the program's
    /// own, and <c>web</c> otherwise.
    /// </value>
    public string ApplicationType
    {
        get => field ?? ClientMetadataCheck.DeriveApplicationType(RedirectUris);
        init;
    }

    /// <summary>The address of a page about the client.</summary>
    public string? ClientUri { get; init; }

    /// <summary>The address of the client's logo.</summary>
    public string? LogoUri { get; init; }

    /// <summary>Ways to reach the people responsible for the client, as a rule addresses of mail.</summary>
    public IReadOnlyList<string> Contacts { get; init; } = [];

    /// <summary>The address of the client's terms of service.</summary>
    public string? TosUri { get; init; }

    /// <summary>The address of the client's privacy policy.</summary>
    public string? PolicyUri { get; init; }

    /// <summary>The identifier of the software, the same for each of its registrations.</summary>
    public string? SoftwareId { get; init; }

    /// <summary>The version of the software.</summary>
    public string? SoftwareVersion { get; init; }

    /// <summary>The address of the client's public keys, a JSON Web Key Set.</summary>
    public string? JwksUri { get; init; }

    /// <summary>The client's public keys themselves: the text of a JSON Web Key Set (RFC 7517 section 5).</summary>
    /// <remarks>A set with a private or symmetric key is refused.</remarks>
    public string? Jwks { get; init; }

    /// <summary>Facts about the client that a third party has signed (RFC 7591 section 2.3).</summary>
    public Secret SoftwareStatement { get; init; }

    /// <summary>
    /// Further fields by their names, such as <c>client_name#de</c>. Each value is a JSON text, such as <c>true</c> or
    /// <c>"Bank"</c> with its quotes. They cannot replace the fields above.
    /// </summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>
    /// Writes the client id metadata document of the client (draft-ietf-oauth-client-id-metadata-document section 4).
    /// </summary>
    /// <remarks>
    /// Serve it at <paramref name="clientIdUrl"/> as <c>application/json</c>, with the status 200 and without a
    /// redirect. It holds no secret.
    /// </remarks>
    /// <param name="clientIdUrl">The https address of the document, which is the client id.</param>
    /// <returns>The document, JSON of at most 5 KiB.</returns>
    /// <exception cref="ArgumentException">
    /// The address cannot be a client id, or the metadata cannot be in a document; the message says why.
    /// </exception>
    public string ToDocument(string clientIdUrl) => ClientDocument.Write(this, clientIdUrl);

    /// <summary>Shows the values that are set, and no secret.</summary>
    /// <returns>For example <c>ClientMetadata { ClientName = Bank, RedirectUris = [com.example.app:/] }</c>.</returns>
    public override string ToString() => RecordText.Of(this, Plain);
}
