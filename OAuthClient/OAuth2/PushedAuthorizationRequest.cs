using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// The pushed authorization request (RFC 9126): the client sends the parameters to the provider directly, and the
/// browser carries a reference to them.
/// </summary>
internal sealed class PushedAuthorizationRequest
{
    private static readonly string[] MaskedParameters = ["state", "redirect_uri", "code_challenge", "request"];
    private readonly ProtocolClient _http;
    private readonly OAuth2Provider _provider;
    private readonly ClientRequest _request;

    private PushedAuthorizationRequest(ProtocolClient http, OAuth2Provider provider, string endpoint)
    {
        _http = http;
        _provider = provider;
        _request = new(provider, endpoint) { EndpointName = EndpointNames.PushedAuthorization };
    }

    /// <returns>The request; null when the parameters go through the browser.</returns>
    public static PushedAuthorizationRequest? Create(
        ProtocolClient http, OAuth2Provider provider, IReadOnlyList<(string Name, string Value)> parameters)
    {
        if (Endpoint(provider) is not { } endpoint)
            return null;
        var push = new PushedAuthorizationRequest(http, provider, endpoint);
        push.AddSecrets(parameters);
        return push;
    }

    public async Task<Uri> SendAsync(
        IReadOnlyList<(string Name, string Value)> parameters,
        ExtensionRun extensions,
        CancellationToken cancellationToken)
    {
        AddSecrets(parameters);
        _request.AddRange(parameters);
        var answer = await _request.SendAsync(_http, extensions, OAuth2Leg.PushedAuthorization, cancellationToken)
            .ConfigureAwait(false);
        // RFC 9126 section 4: the browser carries client_id and request_uri, and nothing else.
        (string, string)[] browserParameters =
        [
            (_provider.Quirks.WireName("client_id"), _provider.ClientId),
            ("request_uri", ReadRequestUri(answer, _request.Secrets)),
        ];
        return UrlForm.Append(_provider.AuthorizationEndpoint!, browserParameters);
    }

    private static string? Endpoint(OAuth2Provider provider) =>
        (provider.PushedAuthorization, provider.PushedAuthorizationRequestEndpoint) switch
        {
            (PushedAuthorization.Off, _) => null,
            (PushedAuthorization.Required, null) => throw OAuthException.Refused(
                OAuthErrorCode.ParUnavailable,
                $"The provider '{provider.Name}' has no endpoint "
                + "for the pushed authorization request that is required.",
                "Set PushedAuthorizationRequestEndpoint, or PushedAuthorization to IfAvailable."),
            (_, var endpoint) => endpoint,
        };

    // The other values are no secrets: masking "code" or a scope would only hide the provider's own words.
    private void AddSecrets(IEnumerable<(string Name, string Value)> parameters)
    {
        foreach (var parameter in parameters.Where(parameter => MaskedParameters.Contains(parameter.Name)))
            _request.AddSecret(parameter.Value);
    }

    // RFC 9126 section 2.2.
    private static string ReadRequestUri(ProtocolAnswer answer, IReadOnlyList<Secret> sent)
    {
        var fields = AnswerFields.Parse(answer);
        var bringsReference = fields?.ContainsKey("request_uri") ?? false;
        if (AnswerError.Find(answer, fields, sent, bringsToken: bringsReference) is { } error)
            throw error;
        if (fields?.GetValueOrDefault("request_uri") is { Length: > 0 } requestUri)
            return requestUri;
        throw AnswerError.Create(
            OAuthErrorCode.RequestUriMissing,
            "The answer to the pushed authorization request brings no request_uri.",
            answer,
            sent,
            "Is PushedAuthorizationRequestEndpoint the right address?");
    }
}
