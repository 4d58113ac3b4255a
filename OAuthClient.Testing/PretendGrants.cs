using System.Collections.Concurrent;

namespace OAuthClient.Testing;

/// <summary>The grants of a pretend provider that need no callback. Thread-safe.</summary>
internal sealed class PretendGrants(
    PretendProvider provider, PretendTokens tokens, PretendDevices devices, PretendCiba ciba)
{
    private readonly ConcurrentDictionary<string, string> _assertions = new(StringComparer.Ordinal);

    /// <summary>Lets an assertion stand for a user.</summary>
    public void Trust(string assertion, string user) => _assertions[assertion] = user;

    public HttpResponseMessage Answer(PretendRequest request, PretendClient client) => request["grant_type"] switch
    {
        GrantTypes.ClientCredentials => IssueToClient(request, client),
        GrantTypes.DeviceCode => devices.Poll(request, client),
        GrantTypes.Ciba => ciba.Poll(request, client),
        GrantTypes.JwtBearer => IssueForAssertion(request, client, isJwt: true),
        GrantTypes.SamlBearer => IssueForAssertion(request, client, isJwt: false),
        GrantTypes.TokenExchange => Exchange(request, client),
        GrantTypes.Password when provider.AcceptsPasswords => IssueForPassword(request, client),
        null => Responses.Error("invalid_request", "the grant_type is missing"),
        _ => Responses.Error("unsupported_grant_type", "this provider does not know the grant_type"),
    };

    private HttpResponseMessage IssueToClient(PretendRequest request, PretendClient client)
    {
        // RFC 6749 section 4.4: the grant must only be used by confidential clients.
        if (!PretendClients.IsConfidential(request))
            return PretendClients.InvalidClient;
        // RFC 6749 section 4.4.3: a refresh token should not be included.
        return Issue(new(client.Id, request["scope"] ?? "", client.Id)
        {
            HasRefreshToken = false,
            Audience = AudienceOf(request),
        });
    }

    private HttpResponseMessage IssueForAssertion(PretendRequest request, PretendClient client, bool isJwt)
    {
        var assertion = request["assertion"] ?? "";
        // RFC 7523 section 2.1, RFC 7522 section 2.1: one JWT, or a SAML assertion in base64url.
        if (assertion.Split('.').Length != (isJwt ? 3 : 1) || !assertion.Replace(".", "").All(IsBase64Url))
            return Responses.Error("invalid_grant", "the assertion has a wrong form");
        return _assertions.TryGetValue(assertion, out var user)
            ? Issue(new(user, request["scope"] ?? "", client.Id) { HasRefreshToken = false })
            : Responses.Error("invalid_grant", "the assertion is not trusted");
    }

    /// <summary>RFC 8693 section 2.</summary>
    private HttpResponseMessage Exchange(PretendRequest request, PretendClient client)
    {
        if (request["subject_token"] is not { } token || request["subject_token_type"] is null)
            return Responses.Error("invalid_request", "subject_token and subject_token_type are needed");
        // RFC 8693 section 2.1: actor_token_type accompanies an actor_token, and is not sent without one.
        if (request["actor_token"] is null != request["actor_token_type"] is null)
            return Responses.Error("invalid_request", "actor_token and actor_token_type belong together");
        var subject = tokens.Find(token)?.Grant;
        if ((subject?.User ?? _assertions.GetValueOrDefault(token)) is not { } user)
            return Responses.Error("invalid_request", "the subject_token is not valid");
        var fields = tokens.Issue(new(user, request["scope"] ?? subject?.Scope ?? "", client.Id)
        {
            HasRefreshToken = request["requested_token_type"] == "urn:ietf:params:oauth:token-type:refresh_token",
            Audience = AudienceOf(request),
        });
        if (provider.Misbehave != Misbehavior.NoIssuedTokenType)
            fields["issued_token_type"] = "urn:ietf:params:oauth:token-type:access_token";
        return PretendTokenAnswer.Create(provider, fields);
    }

    /// <summary>RFC 6749 section 4.3.</summary>
    private HttpResponseMessage IssueForPassword(PretendRequest request, PretendClient client) =>
        request["username"] is { Length: > 0 } user && request["password"] == PretendProvider.UserPassword
            ? Issue(new(user, request["scope"] ?? "", client.Id))
            : Responses.Error("invalid_grant", "the password is wrong");

    private HttpResponseMessage Issue(PretendTokenGrant grant) =>
        PretendTokenAnswer.Create(provider, tokens.Issue(grant));

    private static string? AudienceOf(PretendRequest request) =>
        request.Form.FirstOrDefault(field => field.Name is "audience" or "resource").Value;

    private static bool IsBase64Url(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '-' or '_';
}
