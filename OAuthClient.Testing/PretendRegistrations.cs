using System.Net;
using System.Text.Json.Nodes;

namespace OAuthClient.Testing;

/// <summary>
/// The registration endpoint (RFC 7591) and the client configuration endpoint (RFC 7592) of a pretend provider.
/// Thread-safe.
/// </summary>
internal sealed class PretendRegistrations(PretendProvider provider, PretendClients clients)
{
    private const string Path = "/register/";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, PretendRegistration> _registrations = new(StringComparer.Ordinal);

    private static HttpResponseMessage InvalidToken => Responses.Error(
        "invalid_token", "no token, or one that is not known", HttpStatusCode.Unauthorized);

    /// <summary>The client ids, in no order.</summary>
    public IReadOnlyList<string> ClientIds
    {
        get
        {
            lock (_gate)
                return [.. _registrations.Keys];
        }
    }

    /// <summary>RFC 7591 section 3.</summary>
    public HttpResponseMessage Register(PretendRequest request)
    {
        if (request.Method != "POST")
            return new(HttpStatusCode.MethodNotAllowed);
        if (provider.InitialAccessToken is { } token && request.Authorization != $"Bearer {token}")
            return InvalidToken;
        if (RegistrationMetadata.Parse(request) is not { } metadata)
            return Responses.Error("invalid_client_metadata", "the body is no JSON object");
        if (RegistrationMetadata.Refuse(metadata) is { } refusal)
            return refusal;
        lock (_gate)
        {
            var registration = new PretendRegistration(metadata);
            _registrations[registration.ClientId] = registration;
            IssueSecret(registration);
            return Answer(registration, HttpStatusCode.Created);
        }
    }

    /// <summary>RFC 7592 section 2.</summary>
    public HttpResponseMessage Manage(PretendRequest request)
    {
        lock (_gate)
        {
            var id = new Uri(request.Url).AbsolutePath[Path.Length..];
            // RFC 7592 section 2.1: a client that is not there is answered like a wrong token.
            if (!_registrations.TryGetValue(id, out var registration)
                || request.Authorization != $"Bearer {registration.ManagementToken}")
            {
                return InvalidToken;
            }
            return request.Method switch
            {
                "GET" => Answer(Rotate(registration), HttpStatusCode.OK),
                "PUT" => Update(registration, request),
                "DELETE" => Delete(registration),
                _ => new(HttpStatusCode.MethodNotAllowed),
            };
        }
    }

    private HttpResponseMessage Update(PretendRegistration registration, PretendRequest request)
    {
        if (RegistrationMetadata.Parse(request) is not { } metadata)
            return Responses.Error("invalid_client_metadata", "the body is no JSON object");
        if (ManagementRequest.Refuse(registration, metadata) is { } wrong)
            return wrong;
        if (RegistrationMetadata.Refuse(metadata) is { } refusal)
            return refusal;
        // RFC 7592 section 2.2: the request replaces the metadata, and does not add to it.
        registration.Metadata = metadata;
        if (registration.Secret is null || registration.Method == "none" || provider.ClientSecretLifetime is not null)
            IssueSecret(registration);
        return Answer(Rotate(registration), HttpStatusCode.OK);
    }

    private HttpResponseMessage Delete(PretendRegistration registration)
    {
        _registrations.Remove(registration.ClientId);
        clients.Remove(registration.ClientId);
        return new(HttpStatusCode.NoContent);
    }

    private void IssueSecret(PretendRegistration registration)
    {
        var isPublic = registration.Method == "none";
        registration.Secret = isPublic ? null : WireFormat.NewToken("secret");
        registration.SecretExpiresAt = isPublic ? null : provider.Time.GetUtcNow() + provider.ClientSecretLifetime;
    }

    private PretendRegistration Rotate(PretendRegistration registration)
    {
        if (provider.RotatesManagementTokens)
            registration.ManagementToken = WireFormat.NewToken("management");
        return registration;
    }

    private HttpResponseMessage Answer(PretendRegistration registration, HttpStatusCode status)
    {
        clients.Put(registration.ToClient());
        var answer = (JsonObject)registration.Metadata.DeepClone();
        answer["client_id"] = registration.ClientId;
        answer["token_endpoint_auth_method"] = registration.Method;
        answer["registration_client_uri"] = provider.BaseUrl + Path + registration.ClientId;
        answer["registration_access_token"] = registration.ManagementToken;
        answer.Remove("client_secret");
        if (registration.Secret is { } secret)
        {
            answer["client_secret"] = secret;
            // RFC 7591 section 3.2.1: zero, if the secret does not expire.
            answer["client_secret_expires_at"] = registration.SecretExpiresAt?.ToUnixTimeSeconds() ?? 0;
        }
        MisbehavingRegistration.Change(provider, answer);
        return Responses.Text(status, "application/json", answer.ToJsonString());
    }
}
