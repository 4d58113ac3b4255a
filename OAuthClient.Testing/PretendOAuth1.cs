using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace OAuthClient.Testing;

/// <summary>
/// The OAuth 1.0a side of a pretend provider: the three steps of RFC 5849 section 2, calls with and without a token,
/// and the check that each nonce is used once.
/// </summary>
internal sealed class PretendOAuth1(PretendProvider provider)
{
    private const string OutOfBand = "oob";
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, TemporaryCredential> _temporaryCredentials = new();
    private readonly ConcurrentDictionary<string, string> _tickets = new();
    private readonly ConcurrentDictionary<string, (string Secret, string User)> _tokens = new();
    private readonly ConcurrentDictionary<string, bool> _nonces = new();

    private sealed record TemporaryCredential(
        string Secret, string Callback, string? Verifier = null, string? User = null);

    public HttpResponseMessage IssueTemporaryCredentials(PretendRequest request)
    {
        var signed = new OAuth1Request(request);
        if (Refuse(request, signed, tokenSecret: "") is { } refusal)
            return refusal;
        if (signed["oauth_callback"] is not { } callback)
            return Problem("parameter_absent", HttpStatusCode.BadRequest);
        var token = WireFormat.NewToken("request");
        var secret = WireFormat.NewToken("request-secret");
        _temporaryCredentials[token] = new(secret, callback);
        return provider.Misbehave == Misbehavior.CallbackNotConfirmed
            ? Credentials(("oauth_token", token), ("oauth_token_secret", secret))
            : Credentials(
                ("oauth_token", token), ("oauth_token_secret", secret), ("oauth_callback_confirmed", "true"));
    }

    public HttpResponseMessage Authorize(PretendRequest request)
    {
        if (request["oauth_token"] is not { } token || !_temporaryCredentials.ContainsKey(token))
            return Responses.Html("<h1>Unknown request token</h1>", HttpStatusCode.BadRequest);
        var ticket = WireFormat.NewToken("ticket");
        _tickets[ticket] = token;
        return Responses.Html(LoginPage.Create(PretendProvider.ClientId, ticket, scope: null));
    }

    /// <returns>
    /// The redirect to the client, or a page with the PIN; null when the ticket is not one of OAuth 1.
    /// </returns>
    public HttpResponseMessage? Consent(string ticket, string user, bool allowed)
    {
        if (!_tickets.TryRemove(ticket, out var token) || !_temporaryCredentials.TryGetValue(token, out var credential))
            return null;
        var isOutOfBand = credential.Callback == OutOfBand;
        if (!allowed)
        {
            return isOutOfBand
                ? Responses.Html("<h1>You did not allow it</h1>")
                : RedirectDenied(token, credential.Callback);
        }
        var verifier = isOutOfBand ? NewPin() : WireFormat.NewToken("verifier");
        _temporaryCredentials[token] = credential with { Verifier = verifier, User = user };
        return isOutOfBand
            ? Responses.Html(PinPage.Create(PretendProvider.ClientId, verifier))
            : RedirectAllowed(token, credential.Callback, verifier);
    }

    public HttpResponseMessage IssueTokenCredentials(PretendRequest request)
    {
        var signed = new OAuth1Request(request);
        var requestToken = signed["oauth_token"] ?? "";
        if (!_temporaryCredentials.TryGetValue(requestToken, out var credential))
            return Problem("token_rejected");
        if (Refuse(request, signed, credential.Secret) is { } refusal)
            return refusal;
        if (credential.Verifier is null || signed["oauth_verifier"] != credential.Verifier)
            return Problem("verifier_invalid");
        _temporaryCredentials.TryRemove(requestToken, out _);
        var user = credential.User!;
        if (provider.Misbehave == Misbehavior.NoToken)
            return Responses.Form(HttpStatusCode.OK, ("user_id", user));
        var token = WireFormat.NewToken("access");
        var secret = WireFormat.NewToken("access-secret");
        _tokens[token] = (secret, user);
        return Credentials(("oauth_token", token), ("oauth_token_secret", secret), ("screen_name", user));
    }

    /// <summary>A call of the API: it returns the token's user or, for a call without a token, the client.</summary>
    public HttpResponseMessage CallApi(PretendRequest request)
    {
        var signed = new OAuth1Request(request);
        var token = signed["oauth_token"] ?? "";
        var isKnown = _tokens.TryGetValue(token, out var known);
        if (token.Length > 0 && !isKnown)
            return Problem("token_rejected");
        if (Refuse(request, signed, isKnown ? known.Secret : "") is { } refusal)
            return refusal;
        return isKnown
            ? Responses.User(known.User)
            : Responses.Json(new Dictionary<string, object> { ["client"] = PretendProvider.ClientId });
    }

    // RFC 5849 section 2.2: a PIN is short enough for a user to type where there is no callback.
    private static string NewPin() =>
        RandomNumberGenerator.GetInt32(1_000_000, 10_000_000).ToString(CultureInfo.InvariantCulture);

    /// <summary>RFC 5849 section 3.2: checks the request.</summary>
    /// <returns>The refusal; null when the request is right.</returns>
    private HttpResponseMessage? Refuse(PretendRequest request, OAuth1Request signed, string tokenSecret)
    {
        if (signed.IsAmbiguous || signed["oauth_version"] is not (null or "1.0"))
            return Problem("parameter_rejected", HttpStatusCode.BadRequest);
        if (signed["oauth_consumer_key"] != PretendProvider.ClientId)
            return Problem("consumer_key_unknown");
        if (provider.Misbehave == Misbehavior.WrongClock && !IsCurrent(signed["oauth_timestamp"]))
            return Problem("timestamp_refused");
        if (!OAuth1Verifier.IsSignatureValid(signed, PretendProvider.ClientSecret, tokenSecret)
            || !OAuth1Verifier.IsBodyHashValid(signed, request))
        {
            return Problem("signature_invalid");
        }
        // RFC 5849 section 3.3: a nonce is used once.
        return _nonces.TryAdd(signed["oauth_nonce"] ?? "", true) ? null : Problem("nonce_used");
    }

    private HttpResponseMessage RedirectAllowed(string token, string callback, string verifier)
    {
        (string, string)[] parameters = [("oauth_token", TokenForCallback(token)), ("oauth_verifier", verifier)];
        (string, string)[] sent = provider.Misbehave switch
        {
            Misbehavior.CallbackError => [parameters[0], ("oauth_problem", "additional_authorization_required")],
            Misbehavior.RepeatedParameters => [.. parameters, .. parameters],
            _ => parameters,
        };
        return Responses.Redirect(WireFormat.WithQuery(callback, sent));
    }

    private HttpResponseMessage RedirectDenied(string token, string callback)
    {
        var requestToken = TokenForCallback(token);
        (string, string)[] sent = provider.Misbehave switch
        {
            Misbehavior.DeniesByVerifier => [("oauth_token", requestToken), ("oauth_verifier", "denied")],
            Misbehavior.DeniesWithoutVerifier => [("oauth_token", requestToken)],
            _ => [("denied", requestToken)],
        };
        return Responses.Redirect(WireFormat.WithQuery(callback, sent));
    }

    private string TokenForCallback(string token) =>
        provider.Misbehave == Misbehavior.WrongState ? "another" : token;

    private bool IsCurrent(string? timestamp)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return false;
        return (DateTimeOffset.FromUnixTimeSeconds(seconds) - provider.Now).Duration() <= ClockTolerance;
    }

    private HttpResponseMessage Credentials(params (string Name, string Value)[] fields) =>
        provider.Misbehave == Misbehavior.JsonEncodedAnswer
            ? Responses.Json(fields.ToDictionary(field => field.Name, field => (object)field.Value))
            : Responses.Form(HttpStatusCode.OK, fields);

    private HttpResponseMessage Problem(string problem, HttpStatusCode status = HttpStatusCode.Unauthorized)
    {
        var response = Responses.Form(status, ("oauth_problem", problem));
        response.Headers.WwwAuthenticate.Add(new("OAuth", "realm=\"pretend\""));
        response.Headers.Date = provider.Now;
        return response;
    }
}
