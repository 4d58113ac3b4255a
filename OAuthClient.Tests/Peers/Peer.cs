using System.Net.Http.Json;
using System.Text.Json;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Peers;

/// <summary>What a server says of itself, in the words of RFC 8414 and OpenID Connect Discovery.</summary>
internal sealed record PeerMetadata(
    string Issuer, string AuthorizationEndpoint, string TokenEndpoint, string UserinfoEndpoint,
    string PushedAuthorizationRequestEndpoint,
    bool AuthorizationResponseIssParameterSupported, string[] CodeChallengeMethodsSupported);

/// <summary>A request for a token, or one that was pushed, as it reached the server: names only.</summary>
internal sealed record SeenRequest(string Path, string? Scheme, string[] Parameters)
{
    /// <summary>The ways in which the client said who it is.</summary>
    public string Authentication => string.Join(
        ' ',
        new[] { Scheme }.Concat(Parameters.Where(name => name is "client_id" or "client_secret")).OfType<string>());
}

/// <summary>A real server on this machine, whose protocol code is not ours. It knows the clients of <see cref="PeerClient.All"/>.</summary>
internal sealed class Peer
{
    private static readonly HttpClient Http = new();
    private static readonly JsonSerializerOptions SnakeCase =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private readonly Uri _address;

    private Peer(Uri address, PeerMetadata metadata) => (_address, Metadata) = (address, metadata);

    public PeerMetadata Metadata { get; }

    /// <summary>Asks the server at an address what it is.</summary>
    public static async Task<Peer> DiscoverAsync(string address)
    {
        var metadata = await Http.GetFromJsonAsync<PeerMetadata>(
            new Uri(new(address), "/.well-known/openid-configuration"), SnakeCase);
        return new(new(address), metadata!);
    }

    /// <summary>The server as a provider value, with one of its clients; requests are pushed only by a client that must.</summary>
    public OAuth2Provider Provider(PeerClient client)
    {
        Dictionary<string, string> fields = new()
        {
            ["name"] = "peer",
            ["client_id"] = client.Id,
            ["token_endpoint_auth_method"] = client.Method,
            ["issuer"] = Metadata.Issuer,
            ["authorization_response_iss_parameter_supported"] = Metadata.AuthorizationResponseIssParameterSupported ? "true" : "false",
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
            PushedAuthorization = client.MustPush ? PushedAuthorization.Required : PushedAuthorization.Off,
            Allow = Insecure.LoopbackHttp,
        };
    }

    /// <summary>What reached an endpoint of the server in one test's dances, in order.</summary>
    public async Task<IReadOnlyList<SeenRequest>> SeenAsync(string dance, string endpoint)
    {
        var seen = await Http.GetFromJsonAsync<SeenRequest[]>(
            new Uri(_address, $"/seen?dance={dance}"), JsonSerializerOptions.Web);
        return [.. seen!.Where(request => request.Path == new Uri(endpoint).AbsolutePath)];
    }
}
