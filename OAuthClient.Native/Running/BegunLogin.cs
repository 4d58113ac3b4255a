using OAuthClient.Native.Listening;

namespace OAuthClient.Native.Running;

/// <summary>A login that waits for its callback, with the redirect URI that it was begun with.</summary>
internal sealed record BegunLogin(OAuthLogin Login, string RedirectUri)
{
    private const string OutOfBand = "oob";

    /// <summary>The address that the person opens.</summary>
    public Uri Address => Login.AuthorizationUrl!;

    /// <summary>Whether a page shows a PIN (RFC 5849 section 2.1).</summary>
    public bool ShowsPin => RedirectUri == OutOfBand;

    /// <summary>Whether a page at the redirect URI may show a code. One of this machine shows none.</summary>
    public bool ShowsCode => !ShowsPin && RedirectAddress.TryParse(RedirectUri) is null;
}
