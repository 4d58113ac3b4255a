using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// A request of the client to an endpoint of the provider, while <see cref="ClientAuthentication"/> and
/// <see cref="OAuth2Extension"/> complete it. The library creates one for each request. Not thread-safe. Prints without
/// its parameters.
/// </summary>
public sealed class ClientRequest
{
    private const string Authorization = "Authorization";
    private static readonly string[] CredentialParameters = ["client_secret", "client_assertion"];
    private List<(string Name, string Value)> _form = [];
    private List<(string Name, string Value)> _headers = [];
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

    /// <summary>The method of the request.</summary>
    public string Method => UsesGet ? "GET" : "POST";

    /// <summary>The names of the form's parameters in the RFCs, in order.</summary>
    public IReadOnlyList<string> Names => [.. _form.Select(parameter => parameter.Name)];

    /// <summary>The rules for the extension that is being called.</summary>
    internal ParameterGuard? Guard { get; set; }

    /// <summary>The lease under which the request is sent.</summary>
    internal RenewalLease Lease { get; init; } = RenewalLease.None;

    /// <summary>The name of the endpoint, one of <see cref="EndpointNames"/>.</summary>
    internal string EndpointName { get; init; } = EndpointNames.Token;

    /// <summary>Whether the parameters say all that the provider wants to know of the client.</summary>
    internal bool IsAnonymous { get; init; }

    /// <summary>Whether the request is a GET with its parameters in the query.</summary>
    internal bool UsesGet { get; init; }

    /// <summary>The last answer, also when an extension failed to read it; null when none came.</summary>
    internal ProtocolAnswer? LastAnswer { get; private set; }

    /// <summary>The secrets of the request, which no error may show.</summary>
    internal IReadOnlyList<Secret> Secrets => _secrets;

    private IEnumerable<(string Name, string Value)> WireParameters =>
        _form.Select(parameter => (Provider.Quirks.WireName(parameter.Name), parameter.Value));

    /// <summary>Adds a parameter to the form. Does nothing if the form has it already, with the same value.</summary>
    /// <param name="name">The name of the parameter in the RFC.</param>
    /// <param name="value">The value. No error message shows it, unless it is the client id.</param>
    /// <exception cref="OAuthException">The parameter is reserved, and the extension does not own it.</exception>
    public void Add(string name, Secret value)
    {
        Guard?.ThrowIfRefused(name);
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

    /// <summary>Finds a parameter of the form.</summary>
    /// <param name="name">The name of the parameter in the RFC.</param>
    /// <returns>The first value; no secret when the form does not have it.</returns>
    public Secret Find(string name) => _form.Find(parameter => parameter.Name == name).Value;

    /// <summary>Sets a parameter of the form, in the place of all earlier ones of this name.</summary>
    /// <param name="name">The name of the parameter in the RFC.</param>
    /// <param name="value">The value. No error message shows it. No secret removes the parameter.</param>
    /// <exception cref="OAuthException">The parameter is reserved, and the extension does not own it.</exception>
    public void Set(string name, Secret value)
    {
        Guard?.ThrowIfRefused(name);
        _form.RemoveAll(parameter => parameter.Name == name);
        if (!value.IsEmpty)
            Add(name, value);
    }

    /// <summary>Sets a header, in the place of an earlier one of this name.</summary>
    /// <param name="name">The name of the header; for Authorization, call <see cref="Authorize"/>.</param>
    /// <param name="value">The value. No error message shows it.</param>
    /// <exception cref="ArgumentException">The name is Authorization, or the value is not printable ASCII.</exception>
    public void SetHeader(string name, Secret value)
    {
        if (IsAuthorization((name, "")))
            throw new ArgumentException($"Call {nameof(Authorize)} instead.", nameof(name));
        ThrowIfUnprintable(value.Reveal());
        _headers.RemoveAll(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        _headers.Add((name, value.Reveal()));
        _secrets.Add(value);
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
        ThrowIfUnprintable(value);
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

    internal static void ThrowIfUnprintable(string value)
    {
        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new ArgumentException(
                "The value holds a character that is not printable ASCII; it could break the header apart.",
                nameof(value));
        }
    }

    /// <summary>
    /// Authenticates the request and sends it: once, or once more if an extension asks for it after a refusal.
    /// </summary>
    internal async Task<ProtocolAnswer> SendAsync(
        ProtocolClient http, ExtensionRun extensions, OAuth2Leg leg, CancellationToken cancellationToken)
    {
        if (extensions.IsEmpty)
            return await SendOnceAsync(http, cancellationToken).ConfigureAwait(false);
        var form = _form.ToList();
        var headers = _headers.ToList();
        if (!await SendOnceAsync(http, extensions, leg, cancellationToken).ConfigureAwait(false))
            return LastAnswer!;
        // The repetition is authenticated anew: a client assertion may be used once only (RFC 7523 section 3).
        _form = form;
        _headers = headers;
        await SendOnceAsync(http, extensions, leg, cancellationToken).ConfigureAwait(false);
        return LastAnswer!;
    }

    /// <returns>Whether an extension asks to repeat the request, which was refused.</returns>
    private async Task<bool> SendOnceAsync(
        ProtocolClient http, ExtensionRun extensions, OAuth2Leg leg, CancellationToken cancellationToken)
    {
        if (!IsAnonymous)
            await AuthenticateAsync(http.Deadline, cancellationToken).ConfigureAwait(false);
        await extensions.RequestAsync(this, leg, cancellationToken).ConfigureAwait(false);
        LastAnswer = await PostAsync(http, cancellationToken).ConfigureAwait(false);
        var answer = new OAuth2Answer(LastAnswer);
        var isRepeated = await extensions.AnswerAsync(answer, leg, this, cancellationToken).ConfigureAwait(false);
        LastAnswer = answer.Read();
        return isRepeated;
    }

    private async Task<ProtocolAnswer> SendOnceAsync(ProtocolClient http, CancellationToken cancellationToken)
    {
        if (!IsAnonymous)
            await AuthenticateAsync(http.Deadline, cancellationToken).ConfigureAwait(false);
        return await PostAsync(http, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ProtocolAnswer> PostAsync(ProtocolClient http, CancellationToken cancellationToken)
    {
        // Authentication and extensions may have taken long.
        Lease.ThrowIfLapsed();
        var request = CreateProtocolRequest() with { Headers = _headers, Secrets = _secrets };
        return await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private ProtocolRequest CreateProtocolRequest()
    {
        if (UsesGet)
            return new(EndpointName, UrlForm.Append(Endpoint, WireParameters).OriginalString);
        var (body, contentType) = Provider.Quirks.JsonRequests
            ? (JsonBody.Encode(WireParameters), JsonBody.ContentType)
            : (UrlForm.Encode(WireParameters), UrlForm.ContentType);
        return new(EndpointName, Endpoint) { Body = body, ContentType = contentType };
    }

    private static bool IsAuthorization((string Name, string Value) header) =>
        header.Name.Equals(Authorization, StringComparison.OrdinalIgnoreCase);

    private async ValueTask AuthenticateAsync(HostDeadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            await deadline.RunAsync(
                cancel => Provider.Authentication.AuthenticateAsync(this, cancel), cancellationToken)
                .ConfigureAwait(false);
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
