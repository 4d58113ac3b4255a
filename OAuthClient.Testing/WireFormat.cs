using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OAuthClient.Testing;

/// <summary>
/// Tokens, percent-encoding and forms. It shares no code with the client, because a verifier that did could not find
/// the client's mistakes.
/// </summary>
internal static class WireFormat
{
    public const string FormType = "application/x-www-form-urlencoded";

    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /// <summary>A unique token that begins with its kind, so that a failing test shows what it is.</summary>
    public static string NewToken(string kind) => $"{kind}-{Convert.ToHexString(RandomNumberGenerator.GetBytes(16))}";

    /// <summary>RFC 3986 section 2.1, byte for byte.</summary>
    public static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));

    public static string Encode(byte[] octets)
    {
        var encoded = new StringBuilder();
        foreach (var octet in octets)
        {
            if (octet < 128 && Unreserved.Contains((char)octet, StringComparison.Ordinal))
                encoded.Append((char)octet);
            else
                encoded.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
        }
        return encoded.ToString();
    }

    /// <summary>Decodes a part of a form, where a plus sign is a space.</summary>
    public static string Decode(string text) => DecodeUtf8(DecodeOctets(text.Replace('+', ' ')));

    /// <summary>Decodes percent-encoded octets, whatever text they stand for.</summary>
    public static byte[] DecodeOctets(string text)
    {
        var octets = new List<byte>();
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var index = 0; index < bytes.Length; index++)
        {
            if (!IsPercentEncoded(bytes.AsSpan(index)))
            {
                octets.Add(bytes[index]);
                continue;
            }
            var digits = Encoding.ASCII.GetString(bytes, index + 1, 2);
            octets.Add(byte.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            index += 2;
        }
        return [.. octets];
    }

    public static string DecodeUtf8(byte[] octets) => Encoding.UTF8.GetString(octets);

    public static IReadOnlyList<(string Name, string Value)> Pairs(string form)
    {
        var pairs = new List<(string, string)>();
        foreach (var pair in form.Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (pair.Length > 0)
                pairs.Add(equals < 0 ? (Decode(pair), "") : (Decode(pair[..equals]), Decode(pair[(equals + 1)..])));
        }
        return pairs;
    }

    public static string Form(params (string Name, string Value)[] pairs) =>
        string.Join("&", pairs.Select(pair => $"{Encode(pair.Name)}={Encode(pair.Value)}"));

    public static string WithQuery(string url, params (string Name, string Value)[] pairs)
    {
        var separator = url.Contains('?', StringComparison.Ordinal) ? "&" : "?";
        return $"{url}{separator}{Form(pairs)}";
    }

    private static bool IsPercentEncoded(ReadOnlySpan<byte> bytes) =>
        bytes is [(byte)'%', var high, var low, ..]
        && char.IsAsciiHexDigit((char)high)
        && char.IsAsciiHexDigit((char)low);
}
