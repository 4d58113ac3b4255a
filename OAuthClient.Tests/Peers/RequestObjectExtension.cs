using System.Text.Json.Nodes;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Peers;

/// <summary>Signs the authorization request (RFC 9101): the request object holds all other parameters.</summary>
internal sealed class RequestObjectExtension : OAuth2Extension
{
    public override string Name => "request_object";

    public override IReadOnlyList<string> Owns => ["request"];

    public override int Order => 100;

    public override ValueTask AuthorizeAsync(
        AuthorizationParameters parameters, ExtensionContext context, CancellationToken cancellationToken)
    {
        var clientId = context.Provider.ClientId;
        var claims = new JsonObject
        {
            ["iss"] = clientId,
            ["aud"] = context.Provider.Issuer,
            ["exp"] = context.Time.GetUtcNow().AddMinutes(1).ToUnixTimeSeconds(),
        };
        foreach (var (name, value) in parameters.All)
            claims[name] = value;
        var request = Jwt.Sign(PeerClient.SigningKey, new() { ["typ"] = "oauth-authz-req+jwt" }, claims);
        parameters.ReplaceAll([new("client_id", clientId), new("request", request)]);
        return default;
    }
}
