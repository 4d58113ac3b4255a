using System.Buffers;
using System.Globalization;
using System.Text;

namespace OAuthClient.OAuth1;

/// <summary>A text that grows in lent memory, and the percent-encoding of RFC 5849 section 3.6. It is wiped when it is given back. Not thread-safe.</summary>
internal sealed class TextBuffer : IDisposable
{
    private const string Hex = "0123456789ABCDEF";
    private static readonly SearchValues<char> Unreserved = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");
    private char[] _chars = ArrayPool<char>.Shared.Rent(1024);

    public int Length { get; private set; }

    public ReadOnlySpan<char> Text => _chars.AsSpan(0, Length);

    public void Append(char letter) => Room(1)[0] = letter;

    public void Append(ReadOnlySpan<char> text) => text.CopyTo(Room(text.Length));

    /// <summary>Encodes a text: all but the unreserved characters, as UTF-8, in upper-case hexadecimal.</summary>
    public void AppendEncoded(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var reserved = text.IndexOfAnyExcept(Unreserved);
            if (reserved < 0)
                break;
            Append(text[..reserved]);
            Rune.DecodeFromUtf16(text[reserved..], out var rune, out var length);
            Encode(rune);
            text = text[(reserved + length)..];
        }
        Append(text);
    }

    /// <summary>Encodes a part of a query or a form anew: what was encoded there, and how, makes no difference.</summary>
    public void AppendReencoded(ReadOnlySpan<char> part)
    {
        while (part.Length > 0)
        {
            if (part[0] == '%' && part.Length > 2 && char.IsAsciiHexDigit(part[1]) && char.IsAsciiHexDigit(part[2]))
            {
                Encode(byte.Parse(part[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                part = part[3..];
            }
            else if (part[0] == '+')
            {
                Encode((byte)' ');
                part = part[1..];
            }
            else
            {
                var end = part[1..].IndexOfAny('%', '+') + 1;
                AppendEncoded(end == 0 ? part : part[..end]);
                part = end == 0 ? default : part[end..];
            }
        }
    }

    /// <summary>Encodes a text that is encoded already: only its percent signs are left to encode.</summary>
    public void AppendTwiceEncoded(ReadOnlySpan<char> encoded)
    {
        for (var percent = encoded.IndexOf('%'); percent >= 0; percent = encoded.IndexOf('%'))
        {
            Append(encoded[..percent]);
            Append("%25");
            encoded = encoded[(percent + 1)..];
        }
        Append(encoded);
    }

    public void Dispose()
    {
        _chars.AsSpan(0, Length).Clear();
        ArrayPool<char>.Shared.Return(_chars);
        (_chars, Length) = ([], 0);
    }

    private void Encode(Rune rune)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var octet in bytes[..rune.EncodeToUtf8(bytes)])
            Encode(octet);
    }

    private void Encode(byte octet)
    {
        if (octet < 128 && Unreserved.Contains((char)octet))
        {
            Append((char)octet);
            return;
        }
        var room = Room(3);
        (room[0], room[1], room[2]) = ('%', Hex[octet >> 4], Hex[octet & 15]);
    }

    private Span<char> Room(int length)
    {
        if (Length + length > _chars.Length)
            Grow(Length + length);
        var room = _chars.AsSpan(Length, length);
        Length += length;
        return room;
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(needed, 2 * _chars.Length));
        Text.CopyTo(larger);
        _chars.AsSpan(0, Length).Clear();
        ArrayPool<char>.Shared.Return(_chars);
        _chars = larger;
    }
}
