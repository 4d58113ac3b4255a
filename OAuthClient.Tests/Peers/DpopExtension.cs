using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Peers;

/// <summary>
/// Demonstrates proof of possession (RFC 9449): a key for each login, and the nonces that servers ask for.
/// </summary>
internal sealed class DpopExtension : OAuth2Extension
{
    private readonly ConcurrentDictionary<string, string> _apiNonces = new(StringComparer.Ordinal);

    public override string Name => "dpop";

    public override IReadOnlyList<string> Owns => ["dpop_jkt"];

    public override IReadOnlyList<string> TokenTypes => ["DPoP"];

    public override ValueTask AuthorizeAsync(
        AuthorizationParameters parameters, ExtensionContext context, CancellationToken cancellationToken)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        context.Data["key"] = Convert.ToBase64String(key.ExportPkcs8PrivateKey());
        parameters.Set("dpop_jkt", Jwt.Digest(Jwt.PublicKey(key).ToJsonString()));
        return default;
    }

    public override ValueTask RequestAsync(
        ClientRequest request, ExtensionContext context, CancellationToken cancellationToken)
    {
        if (context.Leg is OAuth2Leg.Code or OAuth2Leg.Refresh)
        {
            var nonce = context.Data["nonce"].Reveal();
            request.SetHeader("DPoP", Proof(context, request.Method, new(request.Endpoint), nonce));
        }
        return default;
    }

    public override ValueTask<AnswerVerdict> AnswerAsync(
        OAuth2Answer answer, ExtensionContext context, CancellationToken cancellationToken)
    {
        if (answer.Header("DPoP-Nonce") is { } nonce)
            context.Data["nonce"] = nonce;
        return new(answer["error"] == "use_dpop_nonce" ? AnswerVerdict.Repeat : AnswerVerdict.Accept);
    }

    public override ValueTask TokenAsync(
        TokenDraft token, ExtensionContext context, CancellationToken cancellationToken)
    {
        if (token.Token.TokenType != "DPoP")
            throw Refuse("dpop_missing", "The token is not bound to the key.");
        token.Keep("key", context.Data["key"]);
        return default;
    }

    public override ValueTask CallAsync(
        ApiCall apiCall, ExtensionContext context, CancellationToken cancellationToken)
    {
        var url = apiCall.Message.RequestUri!;
        var nonce = _apiNonces.GetValueOrDefault(url.Authority);
        var proof = Proof(context, apiCall.Message.Method.Method, url, nonce, apiCall.Token.AccessToken);
        apiCall.SetHeader("DPoP", proof);
        return default;
    }

    public override ValueTask<AnswerVerdict> CalledAsync(
        HttpResponseMessage answer, ExtensionContext context, CancellationToken cancellationToken)
    {
        if (answer.Headers.TryGetValues("DPoP-Nonce", out var nonces))
            _apiNonces[answer.RequestMessage!.RequestUri!.Authority] = nonces.First();
        var asksForNonce = answer.Headers.WwwAuthenticate.ToString().Contains("use_dpop_nonce");
        return new(asksForNonce ? AnswerVerdict.Repeat : AnswerVerdict.Accept);
    }

    private static string Proof(
        ExtensionContext context, string method, Uri url, string? nonce, Secret accessToken = default)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(context.Data["key"].Reveal()), out _);
        var claims = new JsonObject
        {
            ["jti"] = context.CreateNonce(),
            ["htm"] = method,
            ["htu"] = url.GetLeftPart(UriPartial.Path),
            ["iat"] = context.Time.GetUtcNow().ToUnixTimeSeconds(),
        };
        if (!string.IsNullOrEmpty(nonce))
            claims["nonce"] = nonce;
        if (!accessToken.IsEmpty)
            claims["ath"] = Jwt.Digest(accessToken.Reveal());
        return Jwt.Sign(key, new() { ["typ"] = "dpop+jwt", ["jwk"] = Jwt.PublicKey(key) }, claims);
    }
}
