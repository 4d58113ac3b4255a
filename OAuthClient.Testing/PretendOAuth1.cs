using System.Collections.Concurrent;
using System.Net;

namespace OAuthClient.Testing;

/// <summary>The OAuth 1.0a side of a pretend provider: the three legs of RFC 5849 section 2, HMAC-SHA1, every nonce once.</summary>
internal sealed class PretendOAuth1(PretendProvider provider)
{
    private sealed record Temporary(string Secret, string Callback, string? Verifier = null, string? User = null);

    private readonly ConcurrentDictionary<string, Temporary> _temporary = new();
    private readonly ConcurrentDictionary<string, string> _tickets = new();
    private readonly ConcurrentDictionary<string, (string Secret, string User)> _tokens = new();
    private readonly ConcurrentDictionary<string, bool> _nonces = new();

    public HttpResponseMessage TemporaryCredentials(PretendRequest request)
    {
        var parameters = OAuth1Verifier.Parameters(request);
        if (Refusal(request, parameters, tokenSecret: "") is { } refusal)
            return refusal;
        if (!parameters.TryGetValue("oauth_callback", out var callback))
            return Problem("parameter_absent", HttpStatusCode.BadRequest);
        var token = Wire.NewToken("request");
        var temporary = _temporary[token] = new(Wire.NewToken("request-secret"), callback);
        return provider.Misbehave == Misbehavior.CallbackNotConfirmed
            ? Answer.Form(HttpStatusCode.OK, ("oauth_token", token), ("oauth_token_secret", temporary.Secret))
            : Answer.Form(HttpStatusCode.OK, ("oauth_token", token), ("oauth_token_secret", temporary.Secret), ("oauth_callback_confirmed", "true"));
    }

    public HttpResponseMessage Authorize(PretendRequest request)
    {
        if (request["oauth_token"] is not { } token || !_temporary.ContainsKey(token))
            return Answer.Html("<h1>Unknown request token</h1>", HttpStatusCode.BadRequest);
        var ticket = Wire.NewToken("ticket");
        _tickets[ticket] = token;
        return Answer.Html(LoginPage.For(PretendProvider.ClientId, ticket, scope: null));
    }

    /// <returns>The way back to the client; null when the ticket is another's.</returns>
    public HttpResponseMessage? Consent(string ticket, string user, bool allowed)
    {
        if (!_tickets.TryRemove(ticket, out var token) || !_temporary.TryGetValue(token, out var temporary))
            return null;
        var shown = provider.Misbehave == Misbehavior.WrongState ? "another" : token;
        if (!allowed)
            return Answer.Redirect(Wire.WithQuery(temporary.Callback, ("denied", shown)));
        if (provider.Misbehave == Misbehavior.CallbackError)
            return Answer.Redirect(Wire.WithQuery(temporary.Callback, ("oauth_token", shown), ("oauth_problem", "additional_authorization_required")));
        _temporary[token] = temporary = temporary with { Verifier = Wire.NewToken("verifier"), User = user };
        (string, string)[] parameters = [("oauth_token", shown), ("oauth_verifier", temporary.Verifier!)];
        return Answer.Redirect(Wire.WithQuery(temporary.Callback, provider.Misbehave == Misbehavior.RepeatedParameters ? [.. parameters, .. parameters] : parameters));
    }

    public HttpResponseMessage TokenCredentials(PretendRequest request)
    {
        var parameters = OAuth1Verifier.Parameters(request);
        if (!_temporary.TryGetValue(parameters.GetValueOrDefault("oauth_token") ?? "", out var temporary))
            return Problem("token_rejected");
        if (Refusal(request, parameters, temporary.Secret) is { } refusal)
            return refusal;
        if (temporary.Verifier is null || parameters.GetValueOrDefault("oauth_verifier") != temporary.Verifier)
            return Problem("verifier_invalid");
        _temporary.TryRemove(parameters["oauth_token"], out _);
        if (provider.Misbehave == Misbehavior.NoToken)
            return Answer.Form(HttpStatusCode.OK, ("user_id", temporary.User!));
        var token = Wire.NewToken("access");
        _tokens[token] = (Wire.NewToken("access-secret"), temporary.User!);
        return Answer.Form(HttpStatusCode.OK, ("oauth_token", token), ("oauth_token_secret", _tokens[token].Secret), ("screen_name", temporary.User!));
    }

    /// <returns>The user; null when the call is not signed with a token.</returns>
    public string? UserOf(PretendRequest request)
    {
        var parameters = OAuth1Verifier.Parameters(request);
        return _tokens.TryGetValue(parameters.GetValueOrDefault("oauth_token") ?? "", out var token) && Refusal(request, parameters, token.Secret) is null
            ? token.User
            : null;
    }

    private HttpResponseMessage? Refusal(PretendRequest request, Dictionary<string, string> parameters, string tokenSecret)
    {
        if (parameters.GetValueOrDefault("oauth_consumer_key") != PretendProvider.ClientId)
            return Problem("consumer_key_unknown");
        if (!OAuth1Verifier.IsSigned(request, parameters, PretendProvider.ClientSecret, tokenSecret))
            return Problem("signature_invalid");
        // RFC 5849 section 3.3: a nonce is used once.
        return _nonces.TryAdd(parameters.GetValueOrDefault("oauth_nonce") ?? "", true) ? null : Problem("nonce_used");
    }

    private static HttpResponseMessage Problem(string problem, HttpStatusCode status = HttpStatusCode.Unauthorized) =>
        Answer.Form(status, ("oauth_problem", problem));
}
