using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>The pushed authorization request (RFC 9126): what the browser would carry goes to the provider directly, and it carries a reference.</summary>
internal static class PushedAuthorizationRequest
{
    private static readonly string[] MaskedParameters = ["state", "redirect_uri", "code_challenge"];

    /// <returns>Where the provider expects an authorization request; null when it goes through the browser.</returns>
    public static string? Endpoint(OAuth2Provider provider) => (provider.PushedAuthorization, provider.PushedAuthorizationRequestEndpoint) switch
    {
        (PushedAuthorization.Off, _) => null,
        (PushedAuthorization.Required, null) => throw OAuthException.Refused(
            OAuthErrorCode.ParUnavailable,
            $"The provider '{provider.Name}' has no endpoint for the pushed authorization request that is required.",
            "Set PushedAuthorizationRequestEndpoint, or PushedAuthorization to IfAvailable."),
        (_, var endpoint) => endpoint,
    };

    public static async Task<Uri> PushAsync(
        ProtocolClient http, OAuth2Provider provider, string endpoint, IReadOnlyList<(string Name, string Value)> parameters, CancellationToken cancellationToken)
    {
        var request = new ClientRequest(provider, endpoint);
        // What the provider says about the others may be repeated: masking "code" or a scope would only hide its words.
        foreach (var parameter in parameters.Where(parameter => MaskedParameters.Contains(parameter.Name)))
            request.AddSecret(parameter.Value);
        request.AddRange(parameters);
        var answer = await request.SendAsync(http, cancellationToken).ConfigureAwait(false);
        var fields = AnswerFields.Parse(answer);
        if (AnswerError.Find(answer, fields, request.Secrets, bringsToken: fields?.ContainsKey("request_uri") ?? false) is { } error)
            throw error;
        // RFC 9126 section 2.2.
        if (fields?.GetValueOrDefault("request_uri") is not { Length: > 0 } requestUri)
            throw AnswerError.Create(OAuthErrorCode.RequestUriMissing, "The answer to the pushed authorization request brings no request_uri.", answer, request.Secrets, "Is PushedAuthorizationRequestEndpoint the right address?");
        // RFC 9126 section 4: the browser carries these two and nothing else.
        return UrlForm.Append(provider.AuthorizationEndpoint, [(provider.Quirks.WireName("client_id"), provider.ClientId), ("request_uri", requestUri)]);
    }
}
