using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace OAuthClient.Testing;

/// <summary>
/// The OAuth 2 side of a pretend provider: the authorization code grant (RFC 6749 section 4.1) with required PKCE
/// (RFC 7636).
/// </summary>
internal sealed class PretendOAuth2(
    PretendProvider provider, PretendClients clients, PretendTokens tokens, PretendGrants grants)
{
    private const string Bearer = "Bearer ";

    private readonly ConcurrentDictionary<string, PretendRequest> _tickets = new();
    private readonly ConcurrentDictionary<string, PretendRequest> _pushed = new();
    private readonly ConcurrentDictionary<string, (PretendRequest Request, string User, string Scope)> _codes = new();

    private string PkceMethod => provider.Misbehave == Misbehavior.OnlyPlainPkce ? "plain" : "S256";

    private int ChallengeLength => provider.Misbehave == Misbehavior.HexCodeChallenge ? 64 : 43;

    /// <summary>
    /// RFC 9126 section 2: keeps an authorization request until the browser brings its <c>request_uri</c>.
    /// </summary>
    public HttpResponseMessage Push(PretendRequest request)
    {
        if (clients.Authenticate(request) is null)
            return PretendClients.InvalidClient;
        var requestUri = $"urn:ietf:params:oauth:request_uri:{WireFormat.NewToken("pushed")}";
        _pushed[requestUri] = request;
        var fields = new Dictionary<string, object> { ["request_uri"] = requestUri, ["expires_in"] = 60 };
        if (provider.Misbehave == Misbehavior.NoRequestUri)
            fields.Remove("request_uri");
        return Responses.Json(fields, HttpStatusCode.Created);
    }

    public HttpResponseMessage Authorize(PretendRequest request)
    {
        if (request["request_uri"] is { } requestUri)
        {
            if (!_pushed.TryRemove(requestUri, out var pushed) || pushed["client_id"] != request["client_id"])
                return Responses.Html("<h1>Unknown request_uri</h1>", HttpStatusCode.BadRequest);
            request = pushed;
        }
        if (clients.Find(request["client_id"]) is not { } client
            || request["redirect_uri"] is not { Length: > 0 } redirectUri
            || !client.MayReturnTo(redirectUri))
        {
            return Responses.Html("<h1>Unknown client or redirect URI</h1>", HttpStatusCode.BadRequest);
        }
        if (!HasCodeChallenge(request))
        {
            var description = $"response_type=code with a code_challenge by {PkceMethod} is needed";
            return SendBack(request, ("error", "invalid_request"), ("error_description", description));
        }
        var ticket = WireFormat.NewToken("ticket");
        _tickets[ticket] = request;
        return Responses.Html(LoginPage.Create(client.Name, ticket, request["scope"]));
    }

    /// <returns>The callback to the client; null when the ticket is not one of OAuth 2.</returns>
    public HttpResponseMessage? Consent(
        string ticket, string user, bool allowed, IReadOnlyCollection<string> refusedScopes)
    {
        if (!_tickets.TryRemove(ticket, out var request))
            return null;
        if (MisbehavingCallback.FindError(provider.Misbehave) is { } error)
            return SendBack(request, error);
        if (!allowed)
            return SendBack(request, ("error", "access_denied"), ("error_description", "the user said no"));
        var code = WireFormat.NewToken("code");
        var granted = (request["scope"] ?? "").Split(' ').Except(refusedScopes);
        _codes[code] = (request, user, string.Join(' ', granted));
        return SendBack(request, MisbehavingCallback.BringCode(provider.Misbehave, code));
    }

    public HttpResponseMessage Token(PretendRequest request)
    {
        if (clients.Authenticate(request) is not { } client)
            return PretendClients.InvalidClient;
        if (!client.MayUse(request["grant_type"]))
            return Responses.Error("unauthorized_client", "the client is not registered for this grant type");
        return request["grant_type"] switch
        {
            "refresh_token" => Refresh(request, client),
            "authorization_code" => Redeem(request, client),
            _ => grants.Answer(request, client),
        };
    }

    /// <summary>RFC 7009 section 2.2: revoking an unknown token is no error.</summary>
    public HttpResponseMessage Revoke(PretendRequest request)
    {
        if (clients.Authenticate(request) is null)
            return PretendClients.InvalidClient;
        tokens.Revoke(request["token"] ?? "");
        return new(HttpStatusCode.OK);
    }

    /// <returns>The user; null when the header has no valid token.</returns>
    public string? UserOf(string authorization) =>
        authorization.StartsWith(Bearer, StringComparison.Ordinal)
            ? tokens.UserOf(authorization[Bearer.Length..])
            : null;

    private bool HasCodeChallenge(PretendRequest request) =>
        request["response_type"] == "code"
        && (provider.Misbehave == Misbehavior.RefusesPkce
            || (request["code_challenge_method"] == PkceMethod
                && request["code_challenge"]?.Length == ChallengeLength));

    private HttpResponseMessage Redeem(PretendRequest request, PretendClient client)
    {
        if (request["code"] is not { } code)
            return Responses.Error("invalid_request", "grant_type=authorization_code with a code is needed");
        // RFC 6749 section 4.1.2: the client must not use the code more than once.
        if (!_codes.TryRemove(code, out var granted)
            || granted.Request["client_id"] != client.Id
            || granted.Request["redirect_uri"] != request["redirect_uri"])
        {
            return Responses.Error(
                "invalid_grant", "the code is unknown, used, or was given to another client or redirect URI");
        }
        if (provider.Misbehave == Misbehavior.RefusesPkce && request["code_verifier"] is not null)
            return PretendClients.InvalidClient;
        if (!IsCodeVerifierValid(request["code_verifier"], granted.Request))
            return Responses.Error("invalid_grant", "the code_verifier does not belong to the code_challenge");
        var fields = tokens.Issue(new(granted.User, granted.Scope, client.Id));
        return PretendTokenAnswer.Create(provider, fields);
    }

    private HttpResponseMessage Refresh(PretendRequest request, PretendClient client)
    {
        if (MisbehavingRefresh.Refuse(provider, request) is { } refusal)
            return refusal;
        if (tokens.Refresh(request["refresh_token"] ?? "", client.Id) is not { } fields)
            return Responses.Error("invalid_grant", "the refresh token is unknown, spent or revoked");
        return MisbehavingRefresh.Answer(provider, fields)
            ?? PretendTokenAnswer.Create(provider, fields, isRefresh: true);
    }

    private HttpResponseMessage SendBack(PretendRequest request, params (string Name, string Value)[] parameters)
    {
        List<(string Name, string Value)> sent = [.. parameters];
        if (MisbehavingCallback.HasState(provider.Misbehave))
            sent.Add(("state", provider.Misbehave == Misbehavior.WrongState ? "another" : request["state"] ?? ""));
        var issuer = provider.Misbehave == Misbehavior.WrongIssuer ? "https://another.example" : provider.Issuer;
        // RFC 9207 section 2: errors too.
        if (provider.Misbehave != Misbehavior.NoIssuer)
            sent.Add(("iss", issuer));
        if (provider.Misbehave == Misbehavior.RepeatedParameters)
            sent.AddRange([.. sent]);
        var redirectUri = request["redirect_uri"]!;
        return request["response_mode"] == "form_post"
            ? Responses.Html(FormPostPage.Create(redirectUri, sent))
            : Responses.Redirect(
                MisbehavingCallback.Garble(provider.Misbehave, WireFormat.WithQuery(redirectUri, [.. sent])));
    }

    private bool IsCodeVerifierValid(string? verifier, PretendRequest authorization)
    {
        var challenge = authorization["code_challenge"];
        // RFC 7636 section 4.6: the verifier is compared for a code that was issued with a challenge.
        if (challenge is null && verifier is null)
            return true;
        if (verifier is not { Length: >= 43 and <= 128 })
            return false;
        if (authorization["code_challenge_method"] == "plain")
            return verifier == challenge;
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(verifier));
        return provider.Misbehave == Misbehavior.HexCodeChallenge
            ? string.Equals(Convert.ToHexString(hash), challenge, StringComparison.OrdinalIgnoreCase)
            : Convert.ToBase64String(hash).TrimEnd('=').Replace('+', '-').Replace('/', '_') == challenge;
    }
}
