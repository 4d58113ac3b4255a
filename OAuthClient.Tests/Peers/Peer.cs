using System.Net.Http.Json;
using System.Text.Json;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Peers;

/// <summary>The metadata of an authorization server (RFC 8414, OpenID Connect Discovery).</summary>
internal sealed record PeerMetadata
{
    public required string Issuer { get; init; }

    public required string AuthorizationEndpoint { get; init; }

    public required string TokenEndpoint { get; init; }

    public required string UserinfoEndpoint { get; init; }

    public required string PushedAuthorizationRequestEndpoint { get; init; }

    public string? DeviceAuthorizationEndpoint { get; init; }

    public string? BackchannelAuthenticationEndpoint { get; init; }

    public string? IntrospectionEndpoint { get; init; }

    public string? RegistrationEndpoint { get; init; }

    public string? RevocationEndpoint { get; init; }

    public string[] GrantTypesSupported { get; init; } = [];

    public bool AuthorizationResponseIssParameterSupported { get; init; }

    public string[] CodeChallengeMethodsSupported { get; init; } = [];
}

/// <summary>
/// A token request or a pushed authorization request that the server received: parameter names without values.
/// </summary>
internal sealed record SeenRequest(string Path, string? Scheme, string[] Parameters)
{
    /// <summary>The client authentication: the scheme of the Authorization header and the client parameters.</summary>
    public string Authentication => string.Join(
        ' ',
        new[] { Scheme }.Concat(Parameters.Where(name => name is "client_id" or "client_secret")).OfType<string>());
}

/// <summary>An independent OAuth 2 server on this machine, with the clients of <see cref="PeerClient.All"/>.</summary>
internal sealed class Peer
{
    private static readonly HttpClient Http = new();
    private static readonly JsonSerializerOptions SnakeCase =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private readonly Uri _address;

    private Peer(Uri address, PeerMetadata metadata)
    {
        _address = address;
        Metadata = metadata;
    }

    public PeerMetadata Metadata { get; }

    /// <summary>Reads the metadata of the server at an address.</summary>
    public static async Task<Peer> DiscoverAsync(string address)
    {
        var metadata = await Http.GetFromJsonAsync<PeerMetadata>(
            new Uri(new(address), "/.well-known/openid-configuration"), SnakeCase);
        return new(new(address), metadata!);
    }

    /// <summary>
    /// Creates a provider value for the server, with the credentials of a registered client. Authorization requests
    /// are pushed only for a client that must push them (RFC 9126).
    /// </summary>
    public OAuth2Provider CreateProvider(PeerClient client)
    {
        Dictionary<string, string> fields = new()
        {
            ["name"] = "peer",
            ["client_id"] = client.Id,
            ["token_endpoint_auth_method"] = client.Method,
            ["issuer"] = Metadata.Issuer,
            ["authorization_response_iss_parameter_supported"] =
                Metadata.AuthorizationResponseIssParameterSupported ? "true" : "false",
            ["authorization_endpoint"] = Metadata.AuthorizationEndpoint,
            ["token_endpoint"] = Metadata.TokenEndpoint,
            ["pushed_authorization_request_endpoint"] = Metadata.PushedAuthorizationRequestEndpoint,
            ["code_challenge_methods_supported"] = string.Join(' ', Metadata.CodeChallengeMethodsSupported),
            ["api_base_url"] = Metadata.Issuer,
            ["scope"] = "openid email",
        };
        return OAuth2Provider.FromFields(fields) with
        {
            ClientSecret = client.Secret,
            DeviceAuthorizationEndpoint = Metadata.DeviceAuthorizationEndpoint,
            BackchannelAuthenticationEndpoint = Metadata.BackchannelAuthenticationEndpoint,
            IntrospectionEndpoint = Metadata.IntrospectionEndpoint,
            RegistrationEndpoint = Metadata.RegistrationEndpoint,
            RevocationEndpoint = Metadata.RevocationEndpoint,
            PushedAuthorization = client.MustPush ? PushedAuthorization.Required : PushedAuthorization.Off,
            Allow = Insecure.LoopbackHttp,
        };
    }

    /// <summary>Gets the requests of one test that an endpoint of the server received, in order.</summary>
    public async Task<IReadOnlyList<SeenRequest>> SeenAsync(string dance, string endpoint)
    {
        var seen = await Http.GetFromJsonAsync<SeenRequest[]>(
            new Uri(_address, $"/seen?dance={dance}"), JsonSerializerOptions.Web);
        return [.. seen!.Where(request => request.Path == new Uri(endpoint).AbsolutePath)];
    }
}
