using System.Globalization;

namespace OAuthClient.OAuth2;

/// <summary>
/// An answer of an API that means that the access token has expired, as 401 does (RFC 6750 section 3.1). Immutable.
/// </summary>
/// <param name="Status">The HTTP status of the answer, such as 403.</param>
/// <param name="Text">
/// A text in the first 8 KiB of the answer's body. The comparison is exact. Empty accepts any body, which is not read
/// then.
/// </param>
public sealed record ExpiredTokenAnswer(int Status, string Text = "")
{
    /// <summary>Reads the form in which presets write it: the status, and after a space the text.</summary>
    internal static ExpiredTokenAnswer Parse(string text)
    {
        var parts = text.Split(' ', 2);
        return new(int.Parse(parts[0], CultureInfo.InvariantCulture), parts is [_, var body] ? body : "");
    }
}
