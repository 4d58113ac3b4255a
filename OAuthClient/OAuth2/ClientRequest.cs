using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// A request of the client to an endpoint of the provider, while <see cref="ClientAuthentication"/> completes it. The
/// library creates one for each request. Not thread-safe. Prints without its parameters.
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
        Provider = provider;
        Endpoint = endpoint;
        _secrets = [provider.ClientSecret];
        _headers.AddRange(provider.EndpointHeaders.Select(header => (header.Key, header.Value)));
    }

    /// <summary>The provider, with your client id and secret.</summary>
    public OAuth2Provider Provider { get; }

    /// <summary>The address of the endpoint. A client assertion may name it as its audience.</summary>
    public string Endpoint { get; }

    /// <summary>Whether the parameters say all that the provider wants to know of the client.</summary>
    internal bool IsAnonymous { get; init; }

    /// <summary>Whether the request is a GET with its parameters in the query.</summary>
    internal bool UsesGet { get; init; }

    /// <summary>The secrets of the request, which no error may show.</summary>
    internal IReadOnlyList<Secret> Secrets => _secrets;

    private IEnumerable<(string Name, string Value)> WireParameters =>
        _form.Select(parameter => (Provider.Quirks.WireName(parameter.Name), parameter.Value));

    /// <summary>Adds a parameter to the form. Does nothing if the form has it already, with the same value.</summary>
    /// <param name="name">The name of the parameter in the RFC.</param>
    /// <param name="value">The value. No error message shows it, unless it is the client id.</param>
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
    /// <param name="credentials">The credentials after the scheme. No error message shows them.</param>
    /// <exception cref="InvalidOperationException">The request has an Authorization header already.</exception>
    /// <exception cref="ArgumentException">The header would not be printable ASCII.</exception>
    public void Authorize(string scheme, Secret credentials)
    {
        if (_headers.Any(IsAuthorization))
            throw new InvalidOperationException("The request has an Authorization header already.");
        var value = $"{scheme} {credentials.Reveal()}";
        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new ArgumentException(
                "The credentials hold a character that is not printable ASCII; it could break the header apart.",
                nameof(credentials));
        }
        _secrets.Add(credentials);
        _headers.Add((Authorization, value));
    }

    /// <summary>Shows the endpoint, and no parameter.</summary>
    /// <returns>For example <c>ClientRequest { https://example.com/token }</c>.</returns>
    public override string ToString() => $"ClientRequest {{ {Endpoint.Split('?')[0]} }}";

    /// <summary>Adds a secret that no error message may show.</summary>
    internal void AddSecret(Secret value) => _secrets.Add(value);

    /// <summary>Adds parameters of the provider's value, unless the form has them already.</summary>
    internal void AddMissing(IEnumerable<(string Name, string Value)> parameters)
    {
        foreach (var (name, value) in parameters)
        {
            if (!_form.Exists(parameter => parameter.Name == name))
                _form.Add((name, value));
        }
    }

    /// <summary>Adds parameters that are no secrets.</summary>
    internal void AddRange(IEnumerable<(string Name, string Value)> parameters) => _form.AddRange(parameters);

    /// <summary>Authenticates the request and sends it, once.</summary>
    internal async Task<ProtocolAnswer> SendAsync(ProtocolClient http, CancellationToken cancellationToken)
    {
        if (!IsAnonymous)
            await AuthenticateAsync(cancellationToken).ConfigureAwait(false);
        if (UsesGet)
        {
            var url = UrlForm.Append(Endpoint, WireParameters).OriginalString;
            return await http.GetAsync(url, _headers, cancellationToken).ConfigureAwait(false);
        }
        var (body, contentType) = Provider.Quirks.JsonRequests
            ? (JsonBody.Encode(WireParameters), JsonBody.ContentType)
            : (UrlForm.Encode(WireParameters), UrlForm.ContentType);
        return await http.PostAsync(Endpoint, body, contentType, _headers, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsAuthorization((string Name, string Value) header) =>
        header.Name.Equals(Authorization, StringComparison.OrdinalIgnoreCase);

    private async ValueTask AuthenticateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Provider.Authentication.AuthenticateAsync(this, cancellationToken).ConfigureAwait(false);
            ThrowIfAuthenticatedTwice();
        }
        catch (Exception cause) when (!HostFailureException.IsCancellation(cause, cancellationToken))
        {
            throw HostFailureException.FromHostClass(
                OAuthErrorCode.ClientAuthenticationFailed, "The client authentication", cause);
        }
    }

    // RFC 6749 section 2.3: a client must not use more than one authentication method in each request.
    private void ThrowIfAuthenticatedTwice()
    {
        var count = _form.Count(parameter => CredentialParameters.Contains(parameter.Name))
            + _headers.Count(IsAuthorization);
        if (count > 1)
        {
            throw new InvalidOperationException(
                $"{Provider.Authentication} authenticates the client in {count} ways at once; just one is allowed.");
        }
    }
}
