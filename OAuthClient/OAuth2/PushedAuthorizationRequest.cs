using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// The pushed authorization request (RFC 9126): the client sends the parameters to the provider directly, and the
/// browser carries a reference to them.
/// </summary>
internal static class PushedAuthorizationRequest
{
    private static readonly string[] MaskedParameters = ["state", "redirect_uri", "code_challenge"];

    /// <returns>The endpoint to push to; null when the request goes through the browser.</returns>
    public static string? Endpoint(OAuth2Provider provider) =>
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

    public static async Task<Uri> PushAsync(
        ProtocolClient http,
        OAuth2Provider provider,
        string endpoint,
        IReadOnlyList<(string Name, string Value)> parameters,
        CancellationToken cancellationToken)
    {
        var request = new ClientRequest(provider, endpoint);
        // The other values are no secrets: masking "code" or a scope would only hide the provider's own words.
        foreach (var parameter in parameters.Where(parameter => MaskedParameters.Contains(parameter.Name)))
            request.AddSecret(parameter.Value);
        request.AddRange(parameters);
        var answer = await request.SendAsync(http, cancellationToken).ConfigureAwait(false);
        // RFC 9126 section 4: the browser carries client_id and request_uri, and nothing else.
        (string, string)[] browserParameters =
        [
            (provider.Quirks.WireName("client_id"), provider.ClientId),
            ("request_uri", ReadRequestUri(answer, request.Secrets)),
        ];
        return UrlForm.Append(provider.AuthorizationEndpoint, browserParameters);
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
