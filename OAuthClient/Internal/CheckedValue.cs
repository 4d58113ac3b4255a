using System.Globalization;

namespace OAuthClient.Internal;

/// <summary>The values that a check compares, as <c>oauth_trace</c> may show them.</summary>
internal static class CheckedValue
{
    private const int DigestLength = 8;
    private const int MaxLength = 200;
    private const string None = "none";

    /// <summary>The beginning of a digest of a secret, by which it can be told from another.</summary>
    public static string OfSecret(string? secret) =>
        string.IsNullOrEmpty(secret) ? None : OfDigest(Sha256Digest.Compute(secret));

    public static string OfDigest(string digest) => $"digest {digest[..Math.Min(DigestLength, digest.Length)]}";

    public static string OfMode(bool isForm) => isForm ? "form_post" : "query";

    public static string OfTime(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);

    public static string OfUser(OAuthUser user) => user.IsKnown ? user.ToString() : None;

    /// <summary>A provider with the client that a login was begun with.</summary>
    public static string OfProvider(string name, string? identity, string clientId) =>
        $"{name} at {identity ?? None}, client {OfSecret(clientId)}";

    /// <summary>
    /// An issuer or host that the callback names. Any website can have written it: it is shown if it looks like one
    /// and holds no other value of the callback.
    /// </summary>
    public static string OfOrigin(OAuthCallback callback, string parameter)
    {
        if (callback[parameter] is not { } value)
            return None;
        var hidden = new HiddenTexts();
        foreach (var (name, other) in callback.Parameters)
        {
            if (name != parameter)
                hidden.AddText(other);
        }
        return IsOrigin(value) && !hidden.IsHeldIn(value) ? value : OfSecret(value);
    }

    private static bool IsOrigin(string value) =>
        value.Length <= MaxLength
        && value.All(character => character is > ' ' and <= '~' and not ('?' or '#' or '@'))
        && (Uri.CheckHostName(value) == UriHostNameType.Dns || IsAddress(value));

    private static bool IsAddress(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);
}
