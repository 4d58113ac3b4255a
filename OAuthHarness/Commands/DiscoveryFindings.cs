using System.Text.Json.Nodes;
using OAuthClient.OAuth2;
using OAuthHarness.Profiles;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>The decisions of the client about a discovered provider, and warnings about it.</summary>
internal sealed class DiscoveryFindings(OAuth2Provider provider)
{
    /// <summary>The endpoints and decisions, each with its name.</summary>
    public IEnumerable<KeyValuePair<string, string>> Facts =>
        from fact in new (string Name, string? Value)[]
        {
            ("issuer", provider.Issuer),
            ("authorization", provider.AuthorizationEndpoint),
            ("token", provider.TokenEndpoint),
            ("device", provider.DeviceAuthorizationEndpoint),
            ("backchannel", provider.BackchannelAuthenticationEndpoint),
            ("pushed requests", provider.PushedAuthorizationRequestEndpoint),
            ("introspection", provider.IntrospectionEndpoint),
            ("revocation", provider.RevocationEndpoint),
            ("registration", provider.RegistrationEndpoint),
            ("grants", string.Join(' ', provider.GrantTypes)),
            ("PKCE", Pkce),
            ("iss", provider.IssuerInResponse ? "a callback without the issuer is refused" : "not promised"),
            ("pushes", Pushes),
        }
        where !string.IsNullOrEmpty(fact.Value)
        select KeyValuePair.Create(fact.Name, fact.Value);

    public IEnumerable<string> Warnings =>
        from warning in new (bool Applies, string Text)[]
        {
            (
                provider.CodeChallengeMethods.Count == 0,
                "No PKCE method is listed. S256 is sent all the same; whether the server checks it is unknown "
                + "(RFC 9700 section 2.1.1)."),
            (
                provider.CodeChallengeMethods.Count > 0 && !provider.CodeChallengeMethods.Contains("S256"),
                "S256 is not among the PKCE methods. Logins are refused unless the host allows Insecure.PlainPkce or NoPkce."),
            (
                !provider.IssuerInResponse,
                "Callbacks need not name the issuer (RFC 9207). Give the provider a redirect URI of its own (RFC 9700 section "
                + "4.4)."),
            (
                provider.GrantTypes.Contains("implicit") || provider.GrantTypes.Contains("password"),
                "The server offers the implicit grant or passwords, which RFC 9700 section 2.1.2 and 2.4 advise against. The "
                + "client never asks for a token by the implicit grant."),
            (provider.RevocationEndpoint is null, "Tokens cannot be revoked: a logout forgets them only here."),
            (provider.AuthorizationEndpoint is null, "Users cannot log in by a browser: there are grants only."),
            (
                LoopbackUse.IsLoopbackHttp(provider.TokenEndpoint),
                "Requests are sent by http: that is for this machine only (Insecure.LoopbackHttp)."),
        }
        where warning.Applies
        select warning.Text;

    private string Pkce => provider.CodeChallengeMethods.Count == 0 || provider.CodeChallengeMethods.Contains("S256")
        ? "S256"
        : string.Join(' ', provider.CodeChallengeMethods);

    private string Pushes => (provider.PushedAuthorizationRequestEndpoint, provider.PushedAuthorization) switch
    {
        (null, _) or (_, PushedAuthorization.Off) => "authorization requests are not pushed",
        (_, PushedAuthorization.Required) => "authorization requests are pushed, as the server requires",
        _ => "authorization requests are pushed",
    };

    public JsonObject ToJson() => new()
    {
        ["facts"] = JsonText.ObjectOf(Facts),
        ["warnings"] = JsonText.ArrayOf(Warnings),
    };
}
