using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace OAuthClient.Testing;

/// <summary>The OAuth 1.0a side of a pretend provider: the three legs of RFC 5849 section 2, calls with a token and without, every nonce once.</summary>
internal sealed class PretendOAuth1(PretendProvider provider)
{
    private sealed record TemporaryCredential(string Secret, string Callback, string? Verifier = null, string? User = null);

    private const string OutOfBand = "oob";
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, TemporaryCredential> _temporaryCredentials = new();
    private readonly ConcurrentDictionary<string, string> _tickets = new();
    private readonly ConcurrentDictionary<string, (string Secret, string User)> _tokens = new();
    private readonly ConcurrentDictionary<string, bool> _nonces = new();

    public HttpResponseMessage IssueTemporaryCredentials(PretendRequest request)
    {
        var signed = new OAuth1Request(request);
        if (Refusal(request, signed, tokenSecret: "") is { } refusal)
            return refusal;
        if (signed["oauth_callback"] is not { } callback)
            return Problem("parameter_absent", HttpStatusCode.BadRequest);
        var token = WireFormat.NewToken("request");
        var temporary = _temporaryCredentials[token] = new(WireFormat.NewToken("request-secret"), callback);
        return provider.Misbehave == Misbehavior.CallbackNotConfirmed
            ? Credentials(("oauth_token", token), ("oauth_token_secret", temporary.Secret))
            : Credentials(("oauth_token", token), ("oauth_token_secret", temporary.Secret), ("oauth_callback_confirmed", "true"));
    }

    public HttpResponseMessage Authorize(PretendRequest request)
    {
        if (request["oauth_token"] is not { } token || !_temporaryCredentials.ContainsKey(token))
            return Responses.Html("<h1>Unknown request token</h1>", HttpStatusCode.BadRequest);
        var ticket = WireFormat.NewToken("ticket");
        _tickets[ticket] = token;
        return Responses.Html(LoginPage.Create(PretendProvider.ClientId, ticket, scope: null));
    }

    /// <returns>The way back to the client, or the PIN for it; null when the ticket is another's.</returns>
    public HttpResponseMessage? Consent(string ticket, string user, bool allowed)
    {
        if (!_tickets.TryRemove(ticket, out var token) || !_temporaryCredentials.TryGetValue(token, out var temporary))
            return null;
        var isPin = temporary.Callback == OutOfBand;
        if (!allowed)
            return isPin ? Responses.Html("<h1>You did not allow it</h1>") : RedirectDenied(token, temporary.Callback);
        // RFC 5849 section 2.2: short enough for a user to type where there is no callback.
        var verifier = isPin ? RandomNumberGenerator.GetInt32(1_000_000, 10_000_000).ToString(CultureInfo.InvariantCulture) : WireFormat.NewToken("verifier");
        _temporaryCredentials[token] = temporary with { Verifier = verifier, User = user };
        return isPin ? Responses.Html(PinPage.Create(PretendProvider.ClientId, verifier)) : RedirectAllowed(token, temporary.Callback, verifier);
    }

    public HttpResponseMessage IssueTokenCredentials(PretendRequest request)
    {
        var signed = new OAuth1Request(request);
        var token = signed["oauth_token"] ?? "";
        if (!_temporaryCredentials.TryGetValue(token, out var temporary))
            return Problem("token_rejected");
        if (Refusal(request, signed, temporary.Secret) is { } refusal)
            return refusal;
        if (temporary.Verifier is null || signed["oauth_verifier"] != temporary.Verifier)
            return Problem("verifier_invalid");
        _temporaryCredentials.TryRemove(token, out _);
        if (provider.Misbehave == Misbehavior.NoToken)
            return Responses.Form(HttpStatusCode.OK, ("user_id", temporary.User!));
        var (given, secret) = (WireFormat.NewToken("access"), WireFormat.NewToken("access-secret"));
        _tokens[given] = (secret, temporary.User!);
        return Credentials(("oauth_token", given), ("oauth_token_secret", secret), ("screen_name", temporary.User!));
    }

    /// <summary>A call of the API: whose token it is, or, without one, which client's.</summary>
    public HttpResponseMessage CallApi(PretendRequest request)
    {
        var signed = new OAuth1Request(request);
        var token = signed["oauth_token"] ?? "";
        var isKnown = _tokens.TryGetValue(token, out var known);
        if (token.Length > 0 && !isKnown)
            return Problem("token_rejected");
        return Refusal(request, signed, isKnown ? known.Secret : "")
            ?? (isKnown ? Responses.User(known.User) : Responses.Json(new Dictionary<string, object> { ["client"] = PretendProvider.ClientId }));
    }

    // RFC 5849 section 3.2.
    private HttpResponseMessage? Refusal(PretendRequest request, OAuth1Request signed, string tokenSecret)
    {
        if (signed.IsAmbiguous || signed["oauth_version"] is not (null or "1.0"))
            return Problem("parameter_rejected", HttpStatusCode.BadRequest);
        if (signed["oauth_consumer_key"] != PretendProvider.ClientId)
            return Problem("consumer_key_unknown");
        if (provider.Misbehave == Misbehavior.WrongClock && !IsCurrent(signed["oauth_timestamp"]))
            return Problem("timestamp_refused");
        if (!OAuth1Verifier.IsSignatureValid(signed, PretendProvider.ClientSecret, tokenSecret) || !OAuth1Verifier.IsBodyHashValid(signed, request))
            return Problem("signature_invalid");
        // RFC 5849 section 3.3: a nonce is used once.
        return _nonces.TryAdd(signed["oauth_nonce"] ?? "", true) ? null : Problem("nonce_used");
    }

    private HttpResponseMessage RedirectAllowed(string token, string callback, string verifier)
    {
        var shown = TokenForCallback(token);
        if (provider.Misbehave == Misbehavior.CallbackError)
            return Responses.Redirect(WireFormat.WithQuery(callback, ("oauth_token", shown), ("oauth_problem", "additional_authorization_required")));
        (string, string)[] parameters = [("oauth_token", shown), ("oauth_verifier", verifier)];
        return Responses.Redirect(WireFormat.WithQuery(callback, provider.Misbehave == Misbehavior.RepeatedParameters ? [.. parameters, .. parameters] : parameters));
    }

    private HttpResponseMessage RedirectDenied(string token, string callback) => Responses.Redirect(provider.Misbehave switch
    {
        Misbehavior.DeniesByVerifier => WireFormat.WithQuery(callback, ("oauth_token", TokenForCallback(token)), ("oauth_verifier", "denied")),
        Misbehavior.DeniesWithoutVerifier => WireFormat.WithQuery(callback, ("oauth_token", TokenForCallback(token))),
        _ => WireFormat.WithQuery(callback, ("denied", TokenForCallback(token))),
    });

    private string TokenForCallback(string token) => provider.Misbehave == Misbehavior.WrongState ? "another" : token;

    private bool IsCurrent(string? timestamp) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && (DateTimeOffset.FromUnixTimeSeconds(seconds) - provider.Now).Duration() <= ClockTolerance;

    private HttpResponseMessage Credentials(params (string Name, string Value)[] fields) => provider.Misbehave == Misbehavior.JsonEncodedAnswer
        ? Responses.Json(fields.ToDictionary(field => field.Name, field => (object)field.Value))
        : Responses.Form(HttpStatusCode.OK, fields);

    private HttpResponseMessage Problem(string problem, HttpStatusCode status = HttpStatusCode.Unauthorized)
    {
        var answer = Responses.Form(status, ("oauth_problem", problem));
        answer.Headers.WwwAuthenticate.Add(new("OAuth", "realm=\"pretend\""));
        answer.Headers.Date = provider.Now;
        return answer;
    }
}
