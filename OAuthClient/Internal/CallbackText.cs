using System.Net;
using System.Text;
using System.Text.Unicode;

namespace OAuthClient.Internal;

/// <summary>
/// Decodes the names and values of a callback, and tells which of them no provider sends. Any website can have written
/// them.
/// </summary>
internal static class CallbackText
{
    // Longer than any real authorization code, and short enough to be harmless.
    private const int MaxValueLength = 8 * 1024;
    private const int MaxCallbackLength = 1024 * 1024;
    private const int MaxParameters = 1_000;
    private const int MaxPrintableNameLength = 40;
    private const string NotUnicode = "a parameter is not Unicode";

    /// <summary>Decodes a name or a value of a form. A text that is not UTF-8 is read as Latin-1.</summary>
    /// <param name="text">The encoded text.</param>
    /// <param name="fault">Why the text is not what a provider should send; null when it is.</param>
    /// <returns>The decoded text, in which a percent sign that begins no escape is left as it is.</returns>
    public static string Decode(ReadOnlySpan<char> text, out string? fault)
    {
        fault = null;
        if (Ascii.IsValid(text) && !text.ContainsAny('%', '+'))
            return text.ToString();
        var escaped = text.ToString().Replace('+', ' ');
        if (!HasOnlyWholeEscapes(escaped))
            fault = "a percent sign is not followed by two hexadecimal digits";
        else if (!IsUnicode(escaped))
            fault = NotUnicode;
        var bytes = Encoding.UTF8.GetBytes(escaped);
        var decoded = WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length) ?? [];
        if (Utf8.IsValid(decoded))
            return Encoding.UTF8.GetString(decoded);
        fault ??= "a parameter is not UTF-8";
        return Encoding.Latin1.GetString(decoded);
    }

    /// <summary>Why no provider can have sent a parameter; null when a provider can have sent it.</summary>
    public static string? FindFault(string name, string value)
    {
        if (value.Length > MaxValueLength)
            return "a parameter is longer than any provider makes one";
        if (HasControlCharacter(name) || HasControlCharacter(value))
            return "a parameter holds a control character";
        return IsUnicode(name) && IsUnicode(value) ? null : NotUnicode;
    }

    /// <summary>Why no provider can have sent a callback of a size; null when a provider can have sent it.</summary>
    public static string? FindSizeFault(long length, int parameters) =>
        length > MaxCallbackLength || parameters > MaxParameters ? "it is longer than any provider makes one" : null;

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
