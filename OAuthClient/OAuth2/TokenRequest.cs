using System.Text;
using OAuthClient.Http;

namespace OAuthClient.OAuth2;

/// <summary>The access token request (RFC 6749 section 4.1.3). It is sent once: a code that may have arrived is spent.</summary>
internal static class TokenRequest
{
    public static Task<ProtocolAnswer> SendAsync(ProtocolClient http, OAuth2Provider provider, PendingDance pending, Secret code, CancellationToken cancellationToken)
    {
        List<(string Name, string Value)> form =
        [
            ("grant_type", "authorization_code"),
            ("code", code.Reveal()),
            ("redirect_uri", pending.RedirectUri),
            ("code_verifier", pending.Proof.Reveal()),
        ];
        List<(string Name, string Value)> headers = [];
        Authenticate(provider, form, headers);
        return http.PostAsync(provider.TokenEndpoint, UrlForm.Encode(form), headers, cancellationToken);
    }

    /// <summary>What the Authorization header holds: the client's secret in another spelling, so a secret too.</summary>
    public static Secret Credentials(OAuth2Provider provider) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"{FormEncode(provider.ClientId)}:{FormEncode(provider.ClientSecret.Reveal())}"));

    // RFC 6749 section 2.3: a client must not use more than one authentication method in each request.
    private static void Authenticate(OAuth2Provider provider, List<(string Name, string Value)> form, List<(string Name, string Value)> headers)
    {
        if (!provider.ClientSecret.IsEmpty && provider.ClientAuthentication == ClientAuthentication.Basic)
        {
            headers.Add(("Authorization", $"Basic {Credentials(provider).Reveal()}"));
            return;
        }
        // RFC 6749 section 4.1.3: a client that does not authenticate says its id.
        form.Add(("client_id", provider.ClientId));
        if (!provider.ClientSecret.IsEmpty)
            form.Add(("client_secret", provider.ClientSecret.Reveal()));
    }

    // RFC 6749 section 2.3.1 and appendix B: form-encoded. A form leaves * - . _ alone, which servers that do not decode need.
    private static string FormEncode(string text) =>
        Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal).Replace("%2A", "*", StringComparison.Ordinal).Replace("~", "%7E", StringComparison.Ordinal);
}
