using System.Buffers;
using System.Globalization;
using System.Text;

namespace OAuthClient.OAuth1;

/// <summary>A text of ASCII that grows in lent memory, and the percent-encoding of RFC 5849 section 3.6. It is wiped when it is given back. Not thread-safe.</summary>
internal sealed class AsciiBuilder : IDisposable
{
    private static ReadOnlySpan<byte> HexDigits => "0123456789ABCDEF"u8;

    private static readonly SearchValues<char> Unreserved = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(1024);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    public string ToText() => Encoding.ASCII.GetString(Bytes);

    public void Append(byte letter) => Reserve(1)[0] = letter;

    public void Append(ReadOnlySpan<byte> text) => text.CopyTo(Reserve(text.Length));

    /// <summary>Appends what is ASCII already.</summary>
    public void Append(ReadOnlySpan<char> text) => Ascii.FromUtf16(text, Reserve(text.Length), out _);

    /// <summary>Encodes a text: all but the unreserved characters, as UTF-8, in upper-case hexadecimal.</summary>
    public void AppendEncoded(ReadOnlySpan<char> text) => AppendEncoded(text, isForm: false);

    /// <summary>Encodes a part of a query or a form anew: what was encoded there, and how, makes no difference.</summary>
    public void AppendReencoded(ReadOnlySpan<char> part) => AppendEncoded(part, isForm: true);

    /// <summary>Encodes a text that is encoded already: only its percent signs are left to encode.</summary>
    public void AppendTwiceEncoded(ReadOnlySpan<byte> encoded)
    {
        for (var percent = encoded.IndexOf((byte)'%'); percent >= 0; percent = encoded.IndexOf((byte)'%'))
        {
            Append(encoded[..percent]);
            Append("%25"u8);
            encoded = encoded[(percent + 1)..];
        }
        Append(encoded);
    }

    public void Dispose()
    {
        _bytes.AsSpan(0, Length).Clear();
        ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, Length) = ([], 0);
    }

    private void AppendEncoded(ReadOnlySpan<char> text, bool isForm)
    {
        for (var reserved = text.IndexOfAnyExcept(Unreserved); reserved >= 0; reserved = text.IndexOfAnyExcept(Unreserved))
        {
            Append(text[..reserved]);
            text = text[reserved..];
            text = text[(isForm ? ReencodeFirst(text) : EncodeFirst(text))..];
        }
        Append(text);
    }

    // Both return how much of the text they have dealt with.
    private int EncodeFirst(ReadOnlySpan<char> text)
    {
        Rune.DecodeFromUtf16(text, out var rune, out var length);
        Encode(rune);
        return length;
    }

    private int ReencodeFirst(ReadOnlySpan<char> text)
    {
        if (text[0] == '+')
        {
            Encode((byte)' ');
            return 1;
        }
        if (text is not ['%', _, _, ..] || !byte.TryParse(text[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
            return EncodeFirst(text);
        Encode(octet);
        return 3;
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
            Append(octet);
            return;
        }
        var room = Reserve(3);
        (room[0], room[1], room[2]) = ((byte)'%', HexDigits[octet >> 4], HexDigits[octet & 15]);
    }

    private Span<byte> Reserve(int length)
    {
        if (Length + length > _bytes.Length)
            Grow(Length + length);
        var room = _bytes.AsSpan(Length, length);
        Length += length;
        return room;
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2 * _bytes.Length));
        Bytes.CopyTo(larger);
        _bytes.AsSpan(0, Length).Clear();
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
