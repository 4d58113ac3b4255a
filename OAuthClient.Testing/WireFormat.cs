using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OAuthClient.Testing;

/// <summary>
/// Tokens, percent-encoding and forms, written anew: a verifier that used the client's own could not catch its mistakes.
/// </summary>
internal static class WireFormat
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /// <summary>Never the same twice, and told apart by its kind in a failing test.</summary>
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

    /// <summary>A part of a form: a plus sign is a space.</summary>
    public static string Decode(string text) => DecodeUtf8(DecodeOctets(text.Replace('+', ' ')));

    /// <summary>Percent-encoded octets, whatever they mean.</summary>
    public static byte[] DecodeOctets(string text)
    {
        var octets = new List<byte>();
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var at = 0; at < bytes.Length; at++)
        {
            var isEncoded = bytes[at] == '%' && at + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[at + 1]) && char.IsAsciiHexDigit((char)bytes[at + 2]);
            octets.Add(isEncoded ? byte.Parse(Encoding.ASCII.GetString(bytes, at + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) : bytes[at]);
            at += isEncoded ? 2 : 0;
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

    public static string WithQuery(string url, params (string Name, string Value)[] pairs) => $"{url}{(url.Contains('?', StringComparison.Ordinal) ? "&" : "?")}{Form(pairs)}";
}
