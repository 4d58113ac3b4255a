using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace OAuthClient.Testing;

/// <summary>The OAuth 1.0a side of a pretend provider: the three legs of RFC 5849 section 2, calls with a token and without, every nonce once.</summary>
internal sealed class PretendOAuth1(PretendProvider provider)
{
    private sealed record Temporary(string Secret, string Callback, string? Verifier = null, string? User = null);

    private const string OutOfBand = "oob";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, Temporary> _temporary = new();
    private readonly ConcurrentDictionary<string, string> _tickets = new();
    private readonly ConcurrentDictionary<string, (string Secret, string User)> _tokens = new();
    private readonly ConcurrentDictionary<string, bool> _nonces = new();

    public HttpResponseMessage TemporaryCredentials(PretendRequest request)
    {
        var signed = new OAuth1Request(request);
        if (Refusal(request, signed, tokenSecret: "") is { } refusal)
            return refusal;
        if (signed["oauth_callback"] is not { } callback)
            return Problem("parameter_absent", HttpStatusCode.BadRequest);
        var token = Wire.NewToken("request");
        var temporary = _temporary[token] = new(Wire.NewToken("request-secret"), callback);
        return provider.Misbehave == Misbehavior.CallbackNotConfirmed
            ? Credentials(("oauth_token", token), ("oauth_token_secret", temporary.Secret))
            : Credentials(("oauth_token", token), ("oauth_token_secret", temporary.Secret), ("oauth_callback_confirmed", "true"));
    }

    public HttpResponseMessage Authorize(PretendRequest request)
    {
        if (request["oauth_token"] is not { } token || !_temporary.ContainsKey(token))
            return Answer.Html("<h1>Unknown request token</h1>", HttpStatusCode.BadRequest);
        var ticket = Wire.NewToken("ticket");
        _tickets[ticket] = token;
        return Answer.Html(LoginPage.For(PretendProvider.ClientId, ticket, scope: null));
    }

    /// <returns>The way back to the client, or the PIN for it; null when the ticket is another's.</returns>
    public HttpResponseMessage? Consent(string ticket, string user, bool allowed)
    {
        if (!_tickets.TryRemove(ticket, out var token) || !_temporary.TryGetValue(token, out var temporary))
            return null;
        var isPin = temporary.Callback == OutOfBand;
        if (!allowed)
            return isPin ? Answer.Html("<h1>You did not allow it</h1>") : Denied(token, temporary.Callback);
        // RFC 5849 section 2.2: short enough for a user to type where there is no callback.
        var verifier = isPin ? RandomNumberGenerator.GetInt32(1_000_000, 10_000_000).ToString(CultureInfo.InvariantCulture) : Wire.NewToken("verifier");
        _temporary[token] = temporary with { Verifier = verifier, User = user };
        return isPin ? Answer.Html(PinPage.For(PretendProvider.ClientId, verifier)) : Allowed(token, temporary.Callback, verifier);
    }

    public HttpResponseMessage TokenCredentials(PretendRequest request)
    {
        var signed = new OAuth1Request(request);
        var token = signed["oauth_token"] ?? "";
        if (!_temporary.TryGetValue(token, out var temporary))
            return Problem("token_rejected");
        if (Refusal(request, signed, temporary.Secret) is { } refusal)
            return refusal;
        if (temporary.Verifier is null || signed["oauth_verifier"] != temporary.Verifier)
            return Problem("verifier_invalid");
        _temporary.TryRemove(token, out _);
        if (provider.Misbehave == Misbehavior.NoToken)
            return Answer.Form(HttpStatusCode.OK, ("user_id", temporary.User!));
        var (given, secret) = (Wire.NewToken("access"), Wire.NewToken("access-secret"));
        _tokens[given] = (secret, temporary.User!);
        return Credentials(("oauth_token", given), ("oauth_token_secret", secret), ("screen_name", temporary.User!));
    }

    /// <summary>A call of the API: whose token it is, or, without one, which client's.</summary>
    public HttpResponseMessage Call(PretendRequest request)
    {
        var signed = new OAuth1Request(request);
        var token = signed["oauth_token"] ?? "";
        var isKnown = _tokens.TryGetValue(token, out var known);
        if (token.Length > 0 && !isKnown)
            return Problem("token_rejected");
        return Refusal(request, signed, isKnown ? known.Secret : "")
            ?? (isKnown ? Answer.User(known.User) : Answer.Json(new Dictionary<string, object> { ["client"] = PretendProvider.ClientId }));
    }

    // RFC 5849 section 3.2.
    private HttpResponseMessage? Refusal(PretendRequest request, OAuth1Request signed, string tokenSecret)
    {
        if (signed.IsAmbiguous || signed["oauth_version"] is not (null or "1.0"))
            return Problem("parameter_rejected", HttpStatusCode.BadRequest);
        if (signed["oauth_consumer_key"] != PretendProvider.ClientId)
            return Problem("consumer_key_unknown");
        if (provider.Misbehave == Misbehavior.WrongClock && !IsNow(signed["oauth_timestamp"]))
            return Problem("timestamp_refused");
        if (!OAuth1Verifier.IsSigned(signed, PretendProvider.ClientSecret, tokenSecret) || !OAuth1Verifier.IsBodyAsHashed(signed, request))
            return Problem("signature_invalid");
        // RFC 5849 section 3.3: a nonce is used once.
        return _nonces.TryAdd(signed["oauth_nonce"] ?? "", true) ? null : Problem("nonce_used");
    }

    private HttpResponseMessage Allowed(string token, string callback, string verifier)
    {
        var shown = Shown(token);
        if (provider.Misbehave == Misbehavior.CallbackError)
            return Answer.Redirect(Wire.WithQuery(callback, ("oauth_token", shown), ("oauth_problem", "additional_authorization_required")));
        (string, string)[] parameters = [("oauth_token", shown), ("oauth_verifier", verifier)];
        return Answer.Redirect(Wire.WithQuery(callback, provider.Misbehave == Misbehavior.RepeatedParameters ? [.. parameters, .. parameters] : parameters));
    }

    private HttpResponseMessage Denied(string token, string callback) => Answer.Redirect(provider.Misbehave switch
    {
        Misbehavior.DeniesByVerifier => Wire.WithQuery(callback, ("oauth_token", Shown(token)), ("oauth_verifier", "denied")),
        Misbehavior.DeniesWithoutVerifier => Wire.WithQuery(callback, ("oauth_token", Shown(token))),
        _ => Wire.WithQuery(callback, ("denied", Shown(token))),
    });

    private string Shown(string token) => provider.Misbehave == Misbehavior.WrongState ? "another" : token;

    private bool IsNow(string? timestamp) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && (DateTimeOffset.FromUnixTimeSeconds(seconds) - provider.Now).Duration() <= Tolerance;

    private HttpResponseMessage Credentials(params (string Name, string Value)[] fields) => provider.Misbehave == Misbehavior.JsonEncodedAnswer
        ? Answer.Json(fields.ToDictionary(field => field.Name, field => (object)field.Value))
        : Answer.Form(HttpStatusCode.OK, fields);

    private HttpResponseMessage Problem(string problem, HttpStatusCode status = HttpStatusCode.Unauthorized)
    {
        var answer = Answer.Form(status, ("oauth_problem", problem));
        answer.Headers.WwwAuthenticate.Add(new("OAuth", "realm=\"pretend\""));
        answer.Headers.Date = provider.Now;
        return answer;
    }
}
