using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth1;

/// <summary>
/// The requests for temporary credentials (RFC 5849 section 2.1) and for token credentials (section 2.3). Their answers
/// have the same fields.
/// </summary>
internal sealed class CredentialsRequest(OAuth1Provider provider, ProtocolClient http, RequestSigner signer)
{
    public Task<IReadOnlyDictionary<string, string>> RequestTemporaryCredentialsAsync(
        string redirectUri, CancellationToken cancellationToken) =>
        SendAsync(
            provider.TemporaryCredentialEndpoint!, default, [("oauth_callback", redirectUri)], cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> RequestTokenCredentialsAsync(
        PendingDance pending, string? verifier, CancellationToken cancellationToken) =>
        SendAsync(
            provider.TokenEndpoint!,
            (pending.Id, pending.TokenRequestSecret),
            verifier is null ? [] : [("oauth_verifier", verifier)],
            cancellationToken);

    private async Task<IReadOnlyDictionary<string, string>> SendAsync(
        string endpoint,
        (Secret Token, Secret Secret) token,
        (string Name, string Value)[] parameters,
        CancellationToken cancellationToken)
    {
        var answer = await PostAsync(endpoint, token, parameters, cancellationToken).ConfigureAwait(false);
        // RFC 5849 section 3.3: a server that refuses the timestamp shows its own time, and is believed once.
        if (answer.Status is 400 or 401 && signer.Clock.TryCorrect(answer.Date, $"{answer.Challenge} {answer.Body}"))
            answer = await PostAsync(endpoint, token, parameters, cancellationToken).ConfigureAwait(false);
        return ReadCredentials(answer, CollectSentSecrets(token, parameters));
    }

    private Secret[] CollectSentSecrets((Secret Token, Secret Secret) token, (string Name, string Value)[] parameters)
    {
        // Only the token request has a secret parameter, the verifier.
        var values = token.Token.IsEmpty ? [] : parameters.Select(parameter => (Secret)parameter.Value);
        return [provider.ClientSecret, token.Token, token.Secret, .. values];
    }

    private static IReadOnlyDictionary<string, string> ReadCredentials(
        ProtocolAnswer answer, IReadOnlyList<Secret> sent)
    {
        var fields = AnswerFields.Parse(answer);
        var bringsToken = fields?.GetValueOrDefault("oauth_token") is { Length: > 0 }
            && fields.ContainsKey("oauth_token_secret");
        if (AnswerError.Find(answer, fields, sent, bringsToken: bringsToken) is { } error)
            throw error;
        if (fields is null)
            throw AnswerError.Unreadable(answer, sent);
        if (bringsToken)
            return fields;
        throw AnswerError.Create(
            OAuthErrorCode.TokenMissing,
            "The answer brings no oauth_token with its oauth_token_secret.",
            answer,
            sent,
            "Is the endpoint the one for this leg of OAuth 1? Excerpt is what it answered.");
    }

    private Task<ProtocolAnswer> PostAsync(
        string endpoint,
        (Secret Token, Secret Secret) token,
        (string Name, string Value)[] parameters,
        CancellationToken cancellationToken)
    {
        var signed = signer.Sign(new("POST", new(endpoint)) { TakesForm = true }, token, parameters);
        (string Name, string Value)[] headers =
            signed.Authorization is { } authorization ? [("Authorization", authorization)] : [];
        return http.PostAsync(
            signed.Url.AbsoluteUri, signed.Form ?? "", UrlForm.ContentType, headers, cancellationToken);
    }
}
