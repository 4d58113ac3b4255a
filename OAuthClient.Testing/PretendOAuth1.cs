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
    private readonly PretendOAuth1Tokens _tokens = new(provider);
    private readonly ConcurrentDictionary<string, bool> _nonces = new();

    private static readonly (string, string)[] AccessDenied =
        [("error", "access_denied"), ("error_description", "The user said no")];

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
        (string, string)[] fields = [("oauth_token", token), ("oauth_token_secret", secret)];
        return provider.Misbehave switch
        {
            Misbehavior.CallbackNotConfirmed => Credentials(fields),
            Misbehavior.ConfirmsInCapitals => Credentials([.. fields, ("oauth_callback_confirmed", "True")]),
            _ => Credentials([.. fields, ("oauth_callback_confirmed", "true")]),
        };
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

    /// <summary>Exchanges a request token, a user's password, or a token with its session handle.</summary>
    public HttpResponseMessage IssueTokenCredentials(PretendRequest request)
    {
        var signed = new OAuth1Request(request);
        if (request["x_auth_mode"] is not null)
            return ExchangePassword(request, signed);
        if (signed["oauth_session_handle"] is { } sessionHandle)
            return Renew(request, signed, sessionHandle);
        var requestToken = signed["oauth_token"] ?? "";
        if (!_temporaryCredentials.TryGetValue(requestToken, out var credential))
            return Problem("token_rejected");
        if (Refuse(request, signed, credential.Secret) is { } refusal)
            return refusal;
        if (credential.Verifier is null || signed["oauth_verifier"] != credential.Verifier)
            return Problem("verifier_invalid");
        _temporaryCredentials.TryRemove(requestToken, out _);
        return provider.Misbehave == Misbehavior.NoToken
            ? Responses.Form(HttpStatusCode.OK, ("user_id", credential.User!))
            : Credentials(_tokens.Issue(credential.User!));
    }

    /// <summary>A call of the API: it returns the token's user or, for a call without a token, the client.</summary>
    public HttpResponseMessage CallApi(PretendRequest request)
    {
        var signed = new OAuth1Request(request);
        var token = signed["oauth_token"] ?? "";
        var known = _tokens.Find(token);
        if (token.Length > 0 && known is null)
            return Problem("token_rejected");
        if (Refuse(request, signed, known?.Secret ?? "") is { } refusal)
            return refusal;
        if (known is null)
            return Responses.Json(new Dictionary<string, object> { ["client"] = PretendProvider.ClientId });
        return _tokens.HasExpired(known) ? Problem("token_expired") : Responses.User(known.User);
    }

    // The xAuth extension: no request token, and the user's name and password in the form.
    private HttpResponseMessage ExchangePassword(PretendRequest request, OAuth1Request signed)
    {
        if (Refuse(request, signed, tokenSecret: "") is { } refusal)
            return refusal;
        var isRight = request["x_auth_mode"] == "client_auth"
            && request["x_auth_username"] is { Length: > 0 }
            && request["x_auth_password"] == PretendProvider.UserPassword;
        return isRight
            ? Credentials(_tokens.Issue(request["x_auth_username"]!))
            : Responses.Text(HttpStatusCode.Unauthorized, "text/plain", "Invalid user name or password");
    }

    private HttpResponseMessage Renew(PretendRequest request, OAuth1Request signed, string sessionHandle)
    {
        var token = signed["oauth_token"] ?? "";
        if (_tokens.Find(token) is not { } known || provider.Misbehave == Misbehavior.RefusesSessionHandle)
            return Problem("token_rejected");
        if (Refuse(request, signed, known.Secret) is { } refusal)
            return refusal;
        return _tokens.Renew(token, sessionHandle) is { } fields ? Credentials(fields) : Problem("token_rejected");
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
        if (provider.Misbehave == Misbehavior.EchoesBaseString)
            return EchoBaseString(signed);
        if (provider.Misbehave == Misbehavior.StrictNonces && !IsStrictNonce(signed["oauth_nonce"] ?? ""))
            return Problem("nonce_rejected", HttpStatusCode.BadRequest);
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
            Misbehavior.ErrorBesideVerifier => [.. parameters, ("error", "access_denied")],
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
            Misbehavior.DeniesByProblem => [("oauth_token", requestToken), ("oauth_problem", "user_refused")],
            Misbehavior.DeniesByProblemAlone => [("oauth_problem", "user_refused")],
            Misbehavior.DeniesByError => [("oauth_token", requestToken), .. AccessDenied],
            Misbehavior.DeniesByErrorAlone => AccessDenied,
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
        provider.Misbehave switch
        {
            Misbehavior.JsonEncodedAnswer =>
                Responses.Json(fields.ToDictionary(field => field.Name, field => (object)field.Value)),
            Misbehavior.FlagInAnswer =>
                Responses.Text(HttpStatusCode.OK, WireFormat.FormType, $"{WireFormat.Form(fields)}&flag"),
            _ => Responses.Form(HttpStatusCode.OK, fields),
        };

    // PHP's PECL extension and Flickr add the base string, which is no part of the form.
    private HttpResponseMessage EchoBaseString(OAuth1Request signed)
    {
        var body = $"oauth_problem=signature_invalid&debug_sbs={signed.BaseString}";
        var response = Responses.Text(HttpStatusCode.Unauthorized, WireFormat.FormType, body);
        response.Headers.Date = provider.Now + TimeSpan.FromHours(1);
        return response;
    }

    // As oauthlib and Mastercard demand together.
    private static bool IsStrictNonce(string nonce) =>
        nonce.Length is >= 20 and <= 24 && nonce.All(char.IsAsciiLetterOrDigit);

    private HttpResponseMessage Problem(string problem, HttpStatusCode status = HttpStatusCode.Unauthorized)
    {
        var response = Responses.Form(status, ("oauth_problem", problem));
        response.Headers.WwwAuthenticate.Add(new("OAuth", "realm=\"pretend\""));
        response.Headers.Date = provider.Now;
        return response;
    }
}
