using System.Globalization;
using System.Net;
using System.Text;

namespace OAuthClient.Http;

/// <summary>
/// Masks a secret in a text. Each character of the secret may be plain, or encoded as in a URL, a form, JSON or HTML.
/// </summary>
internal static class EncodedSecret
{
    // A text that ends inside a secret is masked when it shows at least this many characters of the secret.
    private const int RevealingLength = 6;

    public static string MaskIn(string text, string secret)
    {
        text = text.Replace(secret, "***", StringComparison.OrdinalIgnoreCase);
        var letters = secret.EnumerateRunes().Select(Encodings).ToArray();
        var masked = new StringBuilder();
        for (var index = 0; index < text.Length;)
        {
            var length = MatchLength(text, index, letters);
            masked.Append(length > 0 ? "***" : text.AsSpan(index, 1));
            index += Math.Max(1, length);
        }
        return masked.ToString();
    }

    /// <returns>
    /// The length of the encoded secret at the start position; 0 when the secret does not begin there.
    /// </returns>
    private static int MatchLength(string text, int start, string[][] letters)
    {
        var end = start;
        for (var letter = 0; letter < letters.Length; letter++)
        {
            if (end == text.Length)
                return letter >= RevealingLength ? end - start : 0;
            var encoding = Array.Find(letters[letter], encoding => StartsAt(text, end, encoding));
            if (encoding is null)
                return 0;
            end += encoding.Length;
        }
        return end - start;
    }

    private static bool StartsAt(string text, int index, string encoding) =>
        string.Compare(text, index, encoding, 0, encoding.Length, StringComparison.OrdinalIgnoreCase) == 0;

    // The plain letter comes last: it may also be the first character of its own escape.
    private static string[] Encodings(Rune rune)
    {
        var letter = rune.ToString();
        var octets = Encoding.UTF8.GetBytes(letter);
        return
        [
            string.Concat(octets.Select(octet => string.Create(CultureInfo.InvariantCulture, $"%{octet:X2}"))),
            string.Concat(letter.Select(unit => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}"))),
            $"\\{letter}",
            $"&#{rune.Value};",
            string.Create(CultureInfo.InvariantCulture, $"&#x{rune.Value:X};"),
            WebUtility.HtmlEncode(letter),
            letter == " " ? "+" : letter,
            letter,
        ];
    }
}
