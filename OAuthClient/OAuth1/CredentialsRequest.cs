using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth1;

/// <summary>Asks for temporary credentials (RFC 5849 section 2.1) or token credentials (section 2.3); the two answers have one shape.</summary>
internal sealed class CredentialsRequest(OAuth1Provider provider, ProtocolClient http, RequestSigner signer)
{
    public Task<IReadOnlyDictionary<string, string>> TemporaryCredentialsAsync(string redirectUri, CancellationToken cancellationToken) =>
        SendAsync(provider.TemporaryCredentialEndpoint!, default, [("oauth_callback", redirectUri)], cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> TokenCredentialsAsync(PendingDance pending, string? verifier, CancellationToken cancellationToken) =>
        SendAsync(provider.TokenEndpoint!, (pending.Id, pending.TokenRequestSecret), verifier is null ? [] : [("oauth_verifier", verifier)], cancellationToken);

    private async Task<IReadOnlyDictionary<string, string>> SendAsync(
        string endpoint, (Secret Token, Secret Secret) token, (string Name, string Value)[] parameters, CancellationToken cancellationToken)
    {
        Secret[] sent = [provider.ClientSecret, token.Token, token.Secret, .. parameters.Where(_ => !token.Token.IsEmpty).Select(parameter => (Secret)parameter.Value)];
        var answer = await PostAsync(endpoint, token, parameters, cancellationToken).ConfigureAwait(false);
        // RFC 5849 section 3.3: a server that refuses the time tells its own; it is believed once.
        if (answer.Status is 400 or 401 && signer.Clock.TryCorrect(answer.Date, $"{answer.Challenge} {answer.Body}"))
            answer = await PostAsync(endpoint, token, parameters, cancellationToken).ConfigureAwait(false);
        var fields = AnswerFields.Parse(answer);
        var bringsToken = fields?.GetValueOrDefault("oauth_token") is { Length: > 0 } && fields.ContainsKey("oauth_token_secret");
        if (AnswerError.Find(answer, fields, sent, bringsToken: bringsToken) is { } error)
            throw error;
        if (fields is null)
            throw AnswerError.Unreadable(answer, sent);
        return bringsToken
            ? fields
            : throw AnswerError.Create(OAuthErrorCode.TokenMissing, "The answer brings no oauth_token with its oauth_token_secret.", answer, sent, "Is the endpoint the one for this leg of OAuth 1? Excerpt is what it answered.");
    }

    private Task<ProtocolAnswer> PostAsync(string endpoint, (Secret Token, Secret Secret) token, (string Name, string Value)[] parameters, CancellationToken cancellationToken)
    {
        var signed = signer.Sign(new("POST", new(endpoint)) { TakesForm = true }, token, parameters);
        (string Name, string Value)[] headers = signed.Authorization is { } authorization ? [("Authorization", authorization)] : [];
        return http.PostAsync(signed.Url.AbsoluteUri, signed.Form ?? "", UrlForm.ContentType, headers, cancellationToken);
    }
}
