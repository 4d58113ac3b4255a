using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace OAuthClient.Http;

/// <summary>
/// A text whose characters may be encoded as in a URL, a form, JSON or HTML, each in its own way: the decoded characters
/// in one case, and the place of each.
/// </summary>
internal sealed class DecodedText
{
    // The longest is &thetasym; of the entities, and %F0%9F%98%80 of the octets.
    private const int LongestEscape = 12;
    private readonly string _text;
    private readonly List<char> _letters = [];
    private readonly List<(int Start, int End)> _places = [];

    private DecodedText(string text) => _text = text;

    /// <summary>The decoded characters in upper case. A plus sign is a space, as in a form.</summary>
    public char[] Letters => [.. _letters];

    /// <summary>The text as it is, without an encoding.</summary>
    public static char[] Fold(string text) => [.. text.Select(Fold)];

    public static DecodedText Decode(string text)
    {
        var decoded = new DecodedText(text);
        for (var at = 0; at < text.Length;)
            at = decoded.Add(at);
        return decoded;
    }

    /// <summary>Finds the part of the text that some of the decoded characters come from.</summary>
    public (int Start, int End) PlaceOf(int start, int length) => (_places[start].Start, _places[start + length - 1].End);

    private static char Fold(char letter) => letter == '+' ? ' ' : char.ToUpperInvariant(letter);

    private int Add(int at)
    {
        var (letters, length) = ReadEscape(at) ?? (_text.Substring(at, 1), 1);
        foreach (var letter in letters)
        {
            _letters.Add(Fold(letter));
            _places.Add((at, at + length));
        }
        return at + length;
    }

    private (string Letters, int Length)? ReadEscape(int at) => _text[at] switch
    {
        '%' => ReadOctets(at),
        '&' => ReadEntity(at),
        '\\' => ReadUnit(at) ?? ReadEscapedLetter(at),
        _ => null,
    };

    // RFC 3986 section 2.1, for a character in UTF-8. Other octets are read as Latin-1.
    private (string Letters, int Length)? ReadOctets(int at)
    {
        Span<byte> octets = stackalloc byte[4];
        var count = 0;
        while (count < octets.Length && ReadHex(at + (3 * count), '%', 2) is { } octet)
            octets[count++] = (byte)octet;
        if (count == 0)
            return null;
        return Rune.DecodeFromUtf8(octets[..count], out var rune, out var used) == OperationStatus.Done
            ? (rune.ToString(), 3 * used)
            : (((char)octets[0]).ToString(), 3);
    }

    // RFC 8259 section 7.
    private (string Letters, int Length)? ReadUnit(int at) =>
        at + 1 < _text.Length && _text[at + 1] is 'u' or 'U' && ReadHex(at + 1, _text[at + 1], 4) is { } unit
            ? (((char)unit).ToString(), 6)
            : null;

    private (string Letters, int Length)? ReadEscapedLetter(int at)
    {
        if (at + 1 == _text.Length)
            return null;
        // A backslash before an escape of another kind escapes nothing.
        return _text[at + 1] is '%' or '&' && ReadEscape(at + 1) is not null ? null : (_text.Substring(at + 1, 1), 2);
    }

    private (string Letters, int Length)? ReadEntity(int at)
    {
        var end = _text.AsSpan(at, Math.Min(LongestEscape, _text.Length - at)).IndexOf(';');
        if (end < 0)
            return null;
        var entity = _text.Substring(at, end + 1);
        var letters = WebUtility.HtmlDecode(entity);
        return letters == entity ? null : (letters, entity.Length);
    }

    private int? ReadHex(int at, char mark, int digits) =>
        at + digits < _text.Length
        && _text[at] == mark
        && int.TryParse(
            _text.AsSpan(at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
