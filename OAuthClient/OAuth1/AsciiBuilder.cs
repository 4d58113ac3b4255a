using System.Buffers;
using System.Globalization;
using System.Text;

namespace OAuthClient.OAuth1;

/// <summary>
/// Builds an ASCII text in a pooled buffer, with the percent-encoding of RFC 5849 section 3.6. The buffer is cleared
/// before it goes back to the pool. Not thread-safe.
/// </summary>
internal sealed class AsciiBuilder : IDisposable
{
    private static ReadOnlySpan<byte> HexDigits => "0123456789ABCDEF"u8;

    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(1024);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    public string ToText() => Encoding.ASCII.GetString(Bytes);

    public void Append(byte letter) => Reserve(1)[0] = letter;

    public void Append(ReadOnlySpan<byte> text) => text.CopyTo(Reserve(text.Length));

    /// <summary>Appends an ASCII text.</summary>
    public void Append(ReadOnlySpan<char> text) => Ascii.FromUtf16(text, Reserve(text.Length), out _);

    /// <summary>Appends a text with its UTF-8 octets percent-encoded, except the unreserved characters.</summary>
    public void AppendEncoded(ReadOnlySpan<char> text) => AppendEncoded(text, isForm: false);

    /// <summary>Appends a name or value of a query or form: decodes it and encodes it again.</summary>
    public void AppendReencoded(ReadOnlySpan<char> part) => AppendEncoded(part, isForm: true);

    /// <summary>Appends an octet percent-encoded, even one that needs no encoding.</summary>
    public void AppendEscape(byte octet)
    {
        var escape = Reserve(3);
        escape[0] = (byte)'%';
        escape[1] = HexDigits[octet >> 4];
        escape[2] = HexDigits[octet & 15];
    }

    /// <summary>Encodes an encoded text once more, which changes only its percent signs.</summary>
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
        _bytes = [];
        Length = 0;
    }

    private void AppendEncoded(ReadOnlySpan<char> text, bool isForm)
    {
        while (true)
        {
            var reserved = text.IndexOfAnyExcept(Unreserved);
            if (reserved < 0)
                break;
            Append(text[..reserved]);
            text = text[reserved..];
            text = text[(isForm ? ReencodeFirst(text) : EncodeFirst(text))..];
        }
        Append(text);
    }

    // EncodeFirst and ReencodeFirst return the number of characters that they have read.
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
        if (text is not ['%', _, _, ..] || !TryParseOctet(text[1..3], out var octet))
            return EncodeFirst(text);
        Encode(octet);
        return 3;
    }

    private static bool TryParseOctet(ReadOnlySpan<char> hex, out byte octet) =>
        byte.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out octet);

    private void Encode(Rune rune)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var octet in bytes[..rune.EncodeToUtf8(bytes)])
            Encode(octet);
    }

    private void Encode(byte octet)
    {
        if (octet < 128 && Unreserved.Contains((char)octet))
            Append(octet);
        else
            AppendEscape(octet);
    }

    private Span<byte> Reserve(int length)
    {
        if (Length + length > _bytes.Length)
            Grow(Length + length);
        var reserved = _bytes.AsSpan(Length, length);
        Length += length;
        return reserved;
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
