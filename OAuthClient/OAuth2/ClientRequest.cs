using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// A request of the client to an endpoint of the provider, while <see cref="ClientAuthentication"/> completes it. Made by the dance, for
/// one request; not thread-safe. Prints without its parameters.
/// </summary>
public sealed class ClientRequest
{
    private const string Authorization = "Authorization";
    private static readonly string[] CredentialParameters = ["client_secret", "client_assertion"];
    private readonly List<(string Name, string Value)> _form = [];
    private readonly List<(string Name, string Value)> _headers = [];
    private readonly List<Secret> _secrets;

    internal ClientRequest(OAuth2Provider provider, string endpoint)
    {
        (Provider, Endpoint) = (provider, endpoint);
        _secrets = [provider.ClientSecret];
        _headers.AddRange(provider.EndpointHeaders.Select(header => (header.Key, header.Value)));
    }

    /// <summary>The provider, your client id and secret in it.</summary>
    public OAuth2Provider Provider { get; }

    /// <summary>Where the request goes: what an assertion may name as its audience.</summary>
    public string Endpoint { get; }

    /// <summary>What was sent that must not be seen again in an error.</summary>
    internal IReadOnlyList<Secret> Secrets => _secrets;

    /// <summary>Adds a parameter to the form, unless it is there already with that value.</summary>
    /// <param name="name">Its name in the RFC's words.</param>
    /// <param name="value">Its value, kept from every message unless it is the client id.</param>
    public void Add(string name, Secret value)
    {
        if (name == "client_id" && Provider.Quirks.ClientIdHeader is { } header)
        {
            _headers.Add((header, value.Reveal()));
            return;
        }
        if (name != "client_id")
            _secrets.Add(value);
        if (!_form.Contains((name, value.Reveal())))
            _form.Add((name, value.Reveal()));
    }

    /// <summary>Sets the Authorization header.</summary>
    /// <param name="scheme">The scheme, such as <c>Basic</c>.</param>
    /// <param name="credentials">What stands behind it, kept from every message.</param>
    /// <exception cref="InvalidOperationException">It is set already.</exception>
    /// <exception cref="ArgumentException">It would not be printable ASCII.</exception>
    public void Authorize(string scheme, Secret credentials)
    {
        if (_headers.Any(IsAuthorization))
            throw new InvalidOperationException("The request has an Authorization header already.");
        var value = $"{scheme} {credentials.Reveal()}";
        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            throw new ArgumentException("The credentials hold a character that is not printable ASCII; it could break the header apart.", nameof(credentials));
        _secrets.Add(credentials);
        _headers.Add((Authorization, value));
    }

    /// <summary>Where it goes, and nothing of what it says.</summary>
    /// <returns>For example <c>ClientRequest { https://example.com/token }</c>.</returns>
    public override string ToString() => $"ClientRequest {{ {Endpoint.Split('?')[0]} }}";

    /// <summary>Keeps from every message what a parameter says.</summary>
    internal void AddSecret(Secret value) => _secrets.Add(value);

    /// <summary>Adds parameters that are no secret.</summary>
    internal void AddRange(IEnumerable<(string Name, string Value)> parameters) => _form.AddRange(parameters);

    /// <summary>Authenticates and posts it, once.</summary>
    internal async Task<ProtocolAnswer> SendAsync(ProtocolClient http, CancellationToken cancellationToken)
    {
        await HostCall.RunAsync(
            () => AuthenticateAsync(cancellationToken),
            cause => HostFailureException.Of(
                OAuthErrorCode.ClientAuthenticationFailed, "The client authentication", cause),
            cancellationToken).ConfigureAwait(false);
        var body = Provider.Quirks.JsonRequests ? JsonBody.Encode(WireParameters) : UrlForm.Encode(WireParameters);
        return await http.PostAsync(Endpoint, body, Provider.Quirks.JsonRequests ? JsonBody.ContentType : UrlForm.ContentType, _headers, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> AuthenticateAsync(CancellationToken cancellationToken)
    {
        await Provider.Authentication.AuthenticateAsync(this, cancellationToken).ConfigureAwait(false);
        ThrowIfAuthenticatedTwice();
        return true;
    }

    private static bool IsAuthorization((string Name, string Value) header) => header.Name.Equals(Authorization, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<(string Name, string Value)> WireParameters => _form.Select(parameter => (Provider.Quirks.WireName(parameter.Name), parameter.Value));

    // RFC 6749 section 2.3: a client must not use more than one authentication method in each request.
    private void ThrowIfAuthenticatedTwice()
    {
        var proofs = _form.Count(parameter => CredentialParameters.Contains(parameter.Name)) + _headers.Count(IsAuthorization);
        if (proofs > 1)
            throw new InvalidOperationException($"{Provider.Authentication} authenticates the client in {proofs} ways at once; just one is allowed.");
    }
}
