using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace OAuthClient.Testing;

/// <summary>The OAuth 2 side of a pretend provider: the authorization code grant (RFC 6749 section 4.1), PKCE demanded (RFC 7636).</summary>
internal sealed class PretendOAuth2(PretendProvider provider)
{
    private readonly ConcurrentDictionary<string, PretendRequest> _tickets = new();
    private readonly ConcurrentDictionary<string, PretendRequest> _pushed = new();
    private readonly ConcurrentDictionary<string, (PretendRequest Request, string User, string Scope)> _codes = new();
    private readonly PretendTokens _tokens = new(provider);

    public PretendTokens Tokens => _tokens;

    /// <summary>RFC 9126 section 2: keeps an authorization request until the browser comes with its reference.</summary>
    public HttpResponseMessage Push(PretendRequest request)
    {
        if (!IsClientAuthenticated(request))
            return InvalidClient;
        var reference = $"urn:ietf:params:oauth:request_uri:{WireFormat.NewToken("pushed")}";
        _pushed[reference] = request;
        var fields = new Dictionary<string, object> { ["request_uri"] = reference, ["expires_in"] = 60 };
        if (provider.Misbehave == Misbehavior.NoRequestUri)
            fields.Remove("request_uri");
        return Responses.Json(fields, HttpStatusCode.Created);
    }

    public HttpResponseMessage Authorize(PretendRequest request)
    {
        if (request["request_uri"] is { } reference)
        {
            if (!_pushed.TryRemove(reference, out var pushed) || pushed["client_id"] != request["client_id"])
                return Responses.Html("<h1>Unknown request_uri</h1>", HttpStatusCode.BadRequest);
            request = pushed;
        }
        if (request["client_id"] != PretendProvider.ClientId || request["redirect_uri"] is not { Length: > 0 })
            return Responses.Html("<h1>Unknown client or redirect URI</h1>", HttpStatusCode.BadRequest);
        if (request["response_type"] != "code" || request["code_challenge_method"] != PkceMethod || request["code_challenge"] is not { Length: 43 })
            return SendBack(request, ("error", "invalid_request"), ("error_description", $"response_type=code with a code_challenge by {PkceMethod} is needed"));
        var ticket = WireFormat.NewToken("ticket");
        _tickets[ticket] = request;
        return Responses.Html(LoginPage.Create(PretendProvider.ClientId, ticket, request["scope"]));
    }

    /// <returns>The way back to the client; null when the ticket is another's.</returns>
    public HttpResponseMessage? Consent(string ticket, string user, bool allowed, IReadOnlyCollection<string> refused)
    {
        if (!_tickets.TryRemove(ticket, out var request))
            return null;
        if (provider.Misbehave == Misbehavior.CallbackError)
            return SendBack(request, ("error", "server_error"), ("error_description", "the pretend provider is told to fail"));
        if (!allowed)
            return SendBack(request, ("error", "access_denied"), ("error_description", "the user said no"));
        var code = WireFormat.NewToken("code");
        _codes[code] = (request, user, string.Join(' ', (request["scope"] ?? "").Split(' ').Except(refused)));
        return SendBack(request, ("code", code));
    }

    public HttpResponseMessage Token(PretendRequest request)
    {
        if (!IsClientAuthenticated(request))
            return InvalidClient;
        if (request["grant_type"] == "refresh_token")
            return _tokens.Refresh(request["refresh_token"] ?? "") is { } fields ? TokenResponse(fields) : Responses.Error("invalid_grant", "the refresh token is unknown, spent or revoked");
        if (request["grant_type"] != "authorization_code" || request["code"] is not { } code)
            return Responses.Error("invalid_request", "grant_type=authorization_code with a code is needed");
        // RFC 6749 section 4.1.2: the client must not use the code more than once.
        if (!_codes.TryRemove(code, out var granted) || granted.Request["redirect_uri"] != request["redirect_uri"])
            return Responses.Error("invalid_grant", "the code is unknown, used, or was given to another redirect URI");
        if (!IsCodeVerifierValid(request["code_verifier"], granted.Request))
            return Responses.Error("invalid_grant", "the code_verifier does not belong to the code_challenge");
        return TokenResponse(_tokens.Issue(granted.User, granted.Scope));
    }

    /// <summary>RFC 7009 section 2.2: what is no token is as good as revoked.</summary>
    public HttpResponseMessage Revoke(PretendRequest request)
    {
        if (!IsClientAuthenticated(request))
            return InvalidClient;
        _tokens.Revoke(request["token"] ?? "");
        return new(HttpStatusCode.OK);
    }

    /// <returns>The user; null when the token is none.</returns>
    public string? UserOf(string authorization) =>
        authorization.StartsWith("Bearer ", StringComparison.Ordinal) ? _tokens.UserOf(authorization["Bearer ".Length..]) : null;

    private static HttpResponseMessage InvalidClient =>
        Responses.Error("invalid_client", "unknown client, wrong secret, or more than one way of saying it", HttpStatusCode.Unauthorized);

    private string PkceMethod => provider.Misbehave == Misbehavior.OnlyPlainPkce ? "plain" : "S256";

    private HttpResponseMessage TokenResponse(Dictionary<string, object> fields)
    {
        if (provider.Misbehave == Misbehavior.UnknownTokenType)
            fields["token_type"] = "mac";
        if (provider.Misbehave == Misbehavior.NoTokenType)
            fields.Remove("token_type");
        if (provider.Misbehave == Misbehavior.NoToken)
            fields.Remove("access_token");
        return provider.Misbehave == Misbehavior.FormEncodedAnswer
            ? Responses.Form(HttpStatusCode.OK, [.. fields.Select(field => (field.Key, field.Value.ToString()!))])
            : Responses.Json(fields);
    }

    private HttpResponseMessage SendBack(PretendRequest request, params (string Name, string Value)[] parameters)
    {
        List<(string Name, string Value)> all = [.. parameters];
        if (provider.Misbehave != Misbehavior.NoState)
            all.Add(("state", provider.Misbehave == Misbehavior.WrongState ? "another" : request["state"] ?? ""));
        // RFC 9207 section 2: errors too.
        if (provider.Misbehave != Misbehavior.NoIssuer)
            all.Add(("iss", provider.Misbehave == Misbehavior.WrongIssuer ? "https://another.example" : provider.BaseUrl));
        if (provider.Misbehave == Misbehavior.RepeatedParameters)
            all.AddRange([.. all]);
        return request["response_mode"] == "form_post"
            ? Responses.Html(FormPostPage.Create(request["redirect_uri"]!, all))
            : Responses.Redirect(WireFormat.WithQuery(request["redirect_uri"]!, [.. all]));
    }

    // RFC 6749 section 2.3: one way of authenticating, and no other, in a request.
    private bool IsClientAuthenticated(PretendRequest request)
    {
        var inForm = request["client_secret"];
        // RFC 6749 section 3.2.1: a public client says its id; what it proves, it proves by PKCE.
        if (request.Authorization is null)
            return request["client_id"] == PretendProvider.ClientId && inForm is null or PretendProvider.ClientSecret;
        if (inForm is not null || !request.Authorization.StartsWith("Basic ", StringComparison.Ordinal))
            return false;
        var pair = Encoding.UTF8.GetString(Convert.FromBase64String(request.Authorization["Basic ".Length..])).Split(':');
        string Read(string text) => provider.Misbehave == Misbehavior.RawBasicOnly ? text : WireFormat.Decode(text);
        return pair.Length == 2 && Read(pair[0]) == PretendProvider.ClientId && Read(pair[1]) == PretendProvider.ClientSecret;
    }

    private static bool IsCodeVerifierValid(string? verifier, PretendRequest asked)
    {
        if (verifier is not { Length: >= 43 and <= 128 })
            return false;
        if (asked["code_challenge_method"] == "plain")
            return verifier == asked["code_challenge"];
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        return hash.TrimEnd('=').Replace('+', '-').Replace('/', '_') == asked["code_challenge"];
    }
}
