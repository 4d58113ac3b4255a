using System.Net;

namespace OAuthClient.Testing;

/// <summary>The introspection endpoint of a pretend provider (RFC 7662).</summary>
internal sealed class PretendIntrospection(PretendProvider provider, PretendClients clients, PretendTokens tokens)
{
    public HttpResponseMessage Answer(PretendRequest request)
    {
        // RFC 7662 section 2.1: the caller must be authorized, or tokens could be guessed here.
        if (clients.Authenticate(request) is null || !PretendClients.IsConfidential(request))
            return PretendClients.InvalidClient;
        if (request["token"] is not { Length: > 0 } token)
            return Responses.Error("invalid_request", "the token is missing");
        if (provider.Misbehave == Misbehavior.IntrospectionRedirects)
            return Responses.Redirect($"{provider.BaseUrl}/elsewhere", HttpStatusCode.TemporaryRedirect);
        var fields = Describe(tokens.Find(token));
        if (provider.Misbehave == Misbehavior.NoActive)
            fields.Remove("active");
        if (provider.Misbehave == Misbehavior.ActiveAsText)
            fields["active"] = (bool)fields["active"] ? "true" : "false";
        return Responses.Json(fields);
    }

    // RFC 7662 section 2.2: of a token that is not active, nothing is told.
    private Dictionary<string, object> Describe(PretendTokenState? token)
    {
        if (token is not { Grant: var grant })
            return new() { ["active"] = false };
        Dictionary<string, object> fields = new()
        {
            ["active"] = true,
            ["client_id"] = grant.ClientId,
            ["sub"] = grant.User,
            ["iss"] = provider.Issuer,
        };
        if (grant.Scope.Length > 0)
            fields["scope"] = grant.Scope;
        if (grant.User != grant.ClientId)
            fields["username"] = grant.User;
        if (grant.Audience is { } audience)
            fields["aud"] = audience;
        if (token.ExpiresAt is { } end)
        {
            fields["exp"] = end.ToUnixTimeSeconds();
            fields["token_type"] = "bearer";
        }
        return fields;
    }
}
