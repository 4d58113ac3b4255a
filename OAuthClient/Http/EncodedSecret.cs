using System.Globalization;
using System.Net;
using System.Text;

namespace OAuthClient.Http;

/// <summary>Finds a secret in a text letter by letter, each as it is or as URLs, forms, JSON or HTML write it.</summary>
internal static class EncodedSecret
{
    // A text that is cut off in the middle of a secret still shows this much of it and more.
    private const int RevealingLength = 6;

    public static string MaskIn(string text, string secret)
    {
        text = text.Replace(secret, "***", StringComparison.OrdinalIgnoreCase);
        var letters = secret.EnumerateRunes().Select(Encodings).ToArray();
        var shown = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var length = MatchLength(text, at, letters);
            shown.Append(length > 0 ? "***" : text.AsSpan(at, 1));
            at += Math.Max(1, length);
        }
        return shown.ToString();
    }

    /// <returns>How long the secret is here; 0 when it is not here.</returns>
    private static int MatchLength(string text, int start, string[][] letters)
    {
        var at = start;
        for (var letter = 0; letter < letters.Length; letter++)
        {
            if (at == text.Length)
                return letter >= RevealingLength ? at - start : 0;
            var spelling = Array.Find(letters[letter], form => string.Compare(text, at, form, 0, form.Length, StringComparison.OrdinalIgnoreCase) == 0);
            if (spelling is null)
                return 0;
            at += spelling.Length;
        }
        return at - start;
    }

    // The letter itself comes last: what begins an escape is one.
    private static string[] Encodings(Rune rune)
    {
        var letter = rune.ToString();
        var octets = Encoding.UTF8.GetBytes(letter);
        return
        [
            string.Concat(octets.Select(octet => octet.ToString("X2", CultureInfo.InvariantCulture)).Select(hex => $"%{hex}")),
            string.Concat(letter.Select(unit => ((int)unit).ToString("X4", CultureInfo.InvariantCulture)).Select(hex => $"\\u{hex}")),
            $"\\{letter}",
            $"&#{rune.Value};",
            string.Create(CultureInfo.InvariantCulture, $"&#x{rune.Value:X};"),
            WebUtility.HtmlEncode(letter),
            letter == " " ? "+" : letter,
            letter,
        ];
    }
}
