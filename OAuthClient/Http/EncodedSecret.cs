using System.Text;

namespace OAuthClient.Http;

/// <summary>
/// Masks a secret in a text. Each character of the secret may be plain, or encoded as in a URL, a form, JSON or HTML.
/// The work grows with the length of the text and the secret, and no faster.
/// </summary>
internal static class EncodedSecret
{
    // A text that ends inside a secret is masked when it shows at least this many characters of the secret.
    private const int RevealingLength = 6;

    public static string MaskIn(string text, string secret)
    {
        var places = FindPlaces(text, secret);
        if (places.Count == 0)
            return text;
        var masked = new StringBuilder();
        var end = 0;
        foreach (var place in places.Order())
        {
            // The same place may be found plain and decoded.
            if (place.Start >= end)
                masked.Append(text, end, place.Start - end).Append("***");
            end = Math.Max(end, place.End);
        }
        return masked.Append(text, end, text.Length - end).ToString();
    }

    private static List<(int Start, int End)> FindPlaces(string text, string secret)
    {
        var plainSecret = DecodedText.Fold(secret);
        var decodedText = DecodedText.Decode(text);
        var plain = Find(DecodedText.Fold(text), plainSecret);
        var decoded = Find(decodedText.Letters, plainSecret);
        // A secret that looks encoded itself is decoded with the text.
        var decodedSecret = DecodedText.Decode(secret).Letters;
        if (!decodedSecret.AsSpan().SequenceEqual(plainSecret))
            decoded.AddRange(Find(decodedText.Letters, decodedSecret));
        return
        [
            .. plain.Select(found => (found.Start, found.Start + found.Length)),
            .. decoded.Select(found => decodedText.PlaceOf(found.Start, found.Length)),
        ];
    }

    private static List<(int Start, int Length)> Find(char[] text, char[] pattern) =>
        PatternSearch.Find<char>(text, pattern, RevealingLength);
}
