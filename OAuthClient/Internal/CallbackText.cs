using System.Net;
using System.Text;

namespace OAuthClient.Internal;

/// <summary>
/// Decodes the names and values of a callback, and refuses those that no provider sends. Any website can have written
/// them.
/// </summary>
internal static class CallbackText
{
    // Longer than any real authorization code, and short enough to be harmless.
    private const int MaxValueLength = 8 * 1024;
    private const int MaxPrintableNameLength = 40;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Decodes a name or a value of a form.</summary>
    /// <param name="text">The encoded text.</param>
    /// <param name="fault">Why the text could not be decoded; null when it could.</param>
    /// <returns>The decoded text; empty when it could not be decoded.</returns>
    public static string Decode(ReadOnlySpan<char> text, out string? fault)
    {
        fault = null;
        if (Ascii.IsValid(text) && !text.ContainsAny('%', '+'))
            return text.ToString();
        var escaped = text.ToString().Replace('+', ' ');
        if (!HasOnlyWholeEscapes(escaped))
        {
            fault = "a percent sign is not followed by two hexadecimal digits";
            return "";
        }
        try
        {
            var bytes = Encoding.UTF8.GetBytes(escaped);
            return StrictUtf8.GetString(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length) ?? []);
        }
        catch (DecoderFallbackException)
        {
            fault = "a parameter is not UTF-8";
            return "";
        }
    }

    /// <summary>Why no provider can have sent a parameter; null when a provider can have sent it.</summary>
    public static string? FindFault(string name, string value)
    {
        if (value.Length > MaxValueLength)
            return "a parameter is longer than any provider makes one";
        if (HasControlCharacter(name) || HasControlCharacter(value))
            return "a parameter holds a control character";
        return IsUnicode(name) && IsUnicode(value) ? null : "a parameter is not Unicode";
    }

    /// <summary>
    /// Whether a parameter name may be written to a log. An attacker can write a callback, and put any text into its
    /// names.
    /// </summary>
    public static bool IsPrintableName(string name) =>
        name.Length is > 0 and <= MaxPrintableNameLength
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.');

    private static bool HasOnlyWholeEscapes(string escaped)
    {
        for (var at = escaped.IndexOf('%', StringComparison.Ordinal); at >= 0; at = escaped.IndexOf('%', at + 1))
        {
            var isWhole = at + 2 < escaped.Length
                && char.IsAsciiHexDigit(escaped[at + 1])
                && char.IsAsciiHexDigit(escaped[at + 2]);
            if (!isWhole)
                return false;
        }
        return true;
    }

    private static bool HasControlCharacter(string text)
    {
        foreach (var letter in text)
        {
            if (char.IsControl(letter))
                return true;
        }
        return false;
    }

    private static bool IsUnicode(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[++at]))
                return false;
        }
        return true;
    }
}
