using System.Text.RegularExpressions;
using OAuthClient.OAuth2;

namespace OAuthClient.Native.Running;

/// <summary>A pasted line as a callback, or as a complaint in one line, which never repeats the line.</summary>
/// <param name="Callback">The callback; null if the line is none.</param>
/// <param name="Complaint">Why it is none; null for an empty line.</param>
internal sealed partial record PastedText(OAuthCallback? Callback, string? Complaint)
{
    private static readonly string[] Parameters = ["code", "state", "error", "oauth_token", "oauth_verifier", "response"];

    public static PastedText Read(string line, OAuthDance dance, IReadOnlyList<BegunLogin> logins)
    {
        var text = line.Trim().Trim('"', '\'', '<', '>').Trim();
        if (text.Length == 0)
            return new(null, null);
        if (logins.FirstOrDefault(login => login.ShowsPin) is { } pinned)
            return ReadPin(text, pinned);
        return Address().IsMatch(text) || HasParameter(OAuthCallback.FromUrl(text))
            ? ReadAddress(text, dance, logins)
            : ReadCode(text, dance, logins);
    }

    private static PastedText ReadPin(string text, BegunLogin login) => text.Any(char.IsWhiteSpace) || text.Contains("://")
        ? new(null, "That is no PIN. Paste the PIN that the page shows.")
        : new(login.Login.WithPin(text), null);

    private static PastedText ReadAddress(string text, OAuthDance dance, IReadOnlyList<BegunLogin> logins)
    {
        var callback = OAuthCallback.FromUrl(text);
        if (text.Contains("://") && Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            var page = uri.GetLeftPart(UriPartial.Path);
            if (logins.Any(login => page == login.Address.GetLeftPart(UriPartial.Path)))
                return new(null, "That is the address to open. Paste the address where the browser ended.");
            if (!logins.Any(login => page == new Uri(login.RedirectUri).GetLeftPart(UriPartial.Path)))
                return new(null, $"That is another address. The browser ends at {logins[0].RedirectUri}?…");
        }
        return HasParameter(callback) || dance.FindCookieName(callback) is not null
            ? new(callback, null)
            : new(null, "That address has no code. Paste all of it, with what follows the question mark.");
    }

    private static PastedText ReadCode(string text, OAuthDance dance, IReadOnlyList<BegunLogin> logins)
    {
        if (logins.FirstOrDefault(begun => begun.ShowsCode) is not { } login)
            return new(null, "Paste the whole address where the browser ended, and not a part of it.");
        if (FindObstacle(text, dance.Provider) is { } obstacle)
            return new(null, obstacle);
        OAuthCallback address = login.Address;
        var mark = text.IndexOf('#', StringComparison.Ordinal);
        var state = mark < 0 ? address["state"] : text[(mark + 1)..];
        if (string.IsNullOrEmpty(state))
            return new(null, "The code alone does not say which login it is of. Paste the whole address.");
        var code = mark < 0 ? text : text[..mark];
        var callback = OAuthCallback.FromParameters([new("code", code), new("state", state)]);
        return dance.FindCookieName(callback) == login.Login.CookieName
            ? new(callback, null)
            : new(null, "That code is of another login. Open the address above, and paste the code that comes then.");
    }

    // Without PKCE a stolen code could be pasted in (RFC 9700 section 4.5), and a provider that names itself in its
    // callbacks could be mistaken for another (RFC 9207).
    private static string? FindObstacle(string text, OAuthProvider provider) => provider switch
    {
        _ when text.Any(char.IsWhiteSpace) => "That is neither an address nor a code.",
        not OAuth2Provider => "Paste the whole address where the browser ended.",
        { Allow: var allow } when allow.HasFlag(Insecure.NoPkce) =>
            "This login has no PKCE, so a code alone is not taken. Paste the whole address.",
        OAuth2Provider { IssuerInResponse: true } =>
            "The provider names itself in the address (iss), so a code alone is not taken. Paste the whole address.",
        OAuth2Provider { Extensions.Count: > 0 } =>
            "The provider's callback has more than a code. Paste the whole address.",
        _ => null,
    };

    private static bool HasParameter(OAuthCallback callback) => Parameters.Any(name => callback[name] is not null);

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9+.\-]*:/|[/?])")]
    private static partial Regex Address();
}
