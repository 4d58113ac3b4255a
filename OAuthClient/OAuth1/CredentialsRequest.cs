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
            new(provider.TemporaryCredentialEndpoint!)
            {
                EndpointName = EndpointNames.TemporaryCredential,
                ProtocolParameters = [("oauth_callback", redirectUri)],
            },
            cancellationToken);

    public Task<IReadOnlyDictionary<string, string>> RequestTokenCredentialsAsync(
        PendingDance pending, string? verifier, CancellationToken cancellationToken) =>
        SendAsync(
            new(provider.TokenEndpoint!)
            {
                Token = (pending.Id, pending.TokenRequestSecret),
                ProtocolParameters = verifier is null ? [] : [("oauth_verifier", verifier)],
                SecretValues = [verifier],
            },
            cancellationToken);

    public async Task<IReadOnlyDictionary<string, string>> SendAsync(
        CredentialsCall call, CancellationToken cancellationToken)
    {
        var offset = signer.Clock.Offset;
        var answer = await PostAsync(call, cancellationToken).ConfigureAwait(false);
        // RFC 5849 section 3.3: a server that refuses the timestamp shows its own time, and is believed once.
        if (answer.Status is 400 or 401 && signer.Clock.TryCorrect(answer, offset))
            answer = await PostAsync(call, cancellationToken).ConfigureAwait(false);
        else if (answer.Status is not (400 or 401))
            signer.Clock.Heal(answer.Date);
        return ReadCredentials(answer, SecretsOf(call));
    }

    private Secret[] SecretsOf(CredentialsCall call) =>
        [provider.ClientSecret, call.Token.Token, call.Token.Secret, .. call.SecretValues];

    private static IReadOnlyDictionary<string, string> ReadCredentials(
        ProtocolAnswer answer, IReadOnlyList<Secret> sent)
    {
        var fields = AnswerFields.Parse(answer);
        var bringsToken = fields?.GetValueOrDefault("oauth_token") is { Length: > 0 }
            && fields.ContainsKey("oauth_token_secret");
        if (AnswerError.Find(answer, fields, sent, bringsToken: bringsToken) is { } error)
        {
            var improved = ProblemHint.Improve(error, answer, fields);
            throw AnswerError.WithMeaning(improved, CredentialsRefusal.Judge(answer, fields));
        }
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

    private Task<ProtocolAnswer> PostAsync(CredentialsCall call, CancellationToken cancellationToken)
    {
        var form = UrlForm.Encode(call.Form);
        var toSign = new RequestToSign("POST", new(call.Endpoint)) { Form = form, TakesForm = true };
        var signed = signer.Sign(toSign, call.Token, call.ProtocolParameters);
        (string Name, string Value)[] headers =
            signed.Authorization is { } authorization ? [("Authorization", authorization)] : [];
        var body = signed.FormParameters is { } parameters ? ParameterPlacer.JoinQueries(form, parameters) : form;
        call.Lease.ThrowIfLapsed();
        var request = new ProtocolRequest(call.EndpointName, signed.Url.AbsoluteUri)
        {
            Body = body,
            Headers = headers,
            Secrets = SecretsOf(call),
        };
        return http.SendAsync(request, cancellationToken);
    }
}
