using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Peers;

/// <summary>The subject of an ID token.</summary>
internal sealed record PeerIdentity(string Subject);

/// <summary>Checks the ID token of a login: its signature, its issuer, its audience and its nonce.</summary>
internal sealed class IdTokenExtension : OAuth2Extension
{
    public override string Name => "id_token";

    public override IReadOnlyList<string> Owns => ["nonce"];

    public override ValueTask AuthorizeAsync(
        AuthorizationParameters parameters, ExtensionContext context, CancellationToken cancellationToken)
    {
        var nonce = context.CreateNonce();
        context.Data["nonce"] = nonce;
        parameters.Set("nonce", nonce);
        return default;
    }

    public override async ValueTask TokenAsync(
        TokenDraft token, ExtensionContext context, CancellationToken cancellationToken)
    {
        if (context.Leg != OAuth2Leg.Code)
            return;
        var idToken = token.Token.Fields.GetValueOrDefault("id_token").Reveal();
        var claims = await Jwt.VerifyAsync(idToken, context.Provider.Issuer!, context.Http, cancellationToken)
            ?? throw Refuse("id_token_invalid", "The ID token is missing, or not signed by the provider.");
        if ((string?)claims["iss"] != context.Provider.Issuer || (string?)claims["aud"] != context.Provider.ClientId)
            throw Refuse("id_token_invalid", "The ID token was made by another issuer or for another client.");
        if (!context.Data["nonce"].Equals((string?)claims["nonce"]))
            throw Refuse("id_token_invalid", "The ID token belongs to another login.");
        token.AddFinding(new PeerIdentity((string)claims["sub"]!));
    }
}
