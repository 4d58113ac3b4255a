using OAuthClient.Http;
using OAuthClient.Internal;
using OAuthClient.OAuth2;

namespace OAuthClient.Discovery;

/// <summary>
/// Sends the requests of RFC 7591 and RFC 7592: registers a client, reads, updates and deletes it. Thread-safe.
/// </summary>
internal sealed class RegistrationRequests(
    OAuth2Provider provider, ClientMetadata metadata, RegistrationOptions options)
{
    private readonly ProtocolClient _http = new(new DanceDependencies(options.Dance, provider));
    private readonly string _method = RegistrationMethods.Choose(metadata, provider);

    // RFC 7591 section 3.1.
    public Task<RegistrationAnswer> RegisterAsync() => ReadAsync(
        new ProtocolRequest(EndpointNames.Registration, provider.RegistrationEndpoint!)
        {
            Body = ClientMetadataJson.Write(metadata, _method).ToJsonString(),
            Secrets = [options.InitialAccessToken, metadata.SoftwareStatement],
        },
        options.InitialAccessToken);

    // RFC 7592 section 2.1.
    public Task<RegistrationAnswer> ReadAsync(ClientRegistration registration) =>
        ReadAsync(
            new ProtocolRequest(EndpointNames.Registration, registration.RegistrationClientUri!)
            {
                Secrets = SecretsOf(registration),
            },
            registration.RegistrationAccessToken);

    // RFC 7592 section 2.2: a field that is left out is deleted, so all of them are sent, with the id and the secret.
    public Task<RegistrationAnswer> UpdateAsync(ClientRegistration registration)
    {
        var json = ClientMetadataJson.Write(metadata, _method);
        json.Insert(0, "client_id", registration.ClientId);
        if (!registration.ClientSecret.IsEmpty)
            json.Add("client_secret", registration.ClientSecret.Reveal());
        var request = new ProtocolRequest(EndpointNames.Registration, registration.RegistrationClientUri!)
        {
            Method = HttpMethod.Put,
            Body = json.ToJsonString(),
            Secrets = [.. SecretsOf(registration), metadata.SoftwareStatement],
        };
        return ReadAsync(request, registration.RegistrationAccessToken);
    }

    // RFC 7592 section 2.3.
    public Task<RegistrationAnswer> DeleteAsync(ClientRegistration registration) => ReadAsync(
        new ProtocolRequest(EndpointNames.Registration, registration.RegistrationClientUri!)
        {
            Method = HttpMethod.Delete,
            Secrets = SecretsOf(registration),
        },
        registration.RegistrationAccessToken);

    private async Task<RegistrationAnswer> ReadAsync(ProtocolRequest request, Secret bearer)
    {
        var answer = await SendAsync(request, bearer).ConfigureAwait(false);
        return new(answer, request.Secrets) { Refusal = FindRefusal(answer, request) };
    }

    private OAuthException? FindRefusal(ProtocolAnswer answer, ProtocolRequest request)
    {
        var fields = AnswerFields.Parse(answer);
        var bringsClient = answer.Status is 200 or 201 && fields?.ContainsKey("client_id") is true;
        if (AnswerError.Find(answer, fields, request.Secrets, bringsToken: bringsClient) is { } refusal)
            return RegistrationFailure.Explain(refusal, metadata, request.Method == HttpMethod.Post);
        return fields is null ? AnswerError.Unreadable(answer, request.Secrets) : null;
    }

    private Task<ProtocolAnswer> SendAsync(ProtocolRequest request, Secret bearer)
    {
        var headers = provider.EndpointHeaders.Select(header => (header.Key, header.Value)).ToList();
        // RFC 7591 section 3 and RFC 7592 section 2: as a bearer token (RFC 6750 section 2.1).
        if (!bearer.IsEmpty)
            headers.Add(("Authorization", $"Bearer {bearer.Reveal()}"));
        var sent = request with { ContentType = JsonBody.ContentType, Headers = headers };
        return _http.SendAsync(sent, CancellationToken.None);
    }

    private static Secret[] SecretsOf(ClientRegistration registration) =>
        [registration.RegistrationAccessToken, registration.ClientSecret];
}
