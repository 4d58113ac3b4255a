using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace OAuthClient.Testing;

/// <summary>
/// Checks an OAuth 1 signature as a server does (RFC 5849 section 3.2), from the text on the wire. Its base string is computed by code of
/// its own, from the text of the address and not from a parsed one.
/// </summary>
internal static class OAuth1Verifier
{
    /// <summary>The protocol parameters in the Authorization header (RFC 5849 section 3.5.1); empty when there is none.</summary>
    public static Dictionary<string, string> Parameters(PretendRequest request)
    {
        var parameters = new Dictionary<string, string>();
        if (request.Authorization is not { } header || !header.StartsWith("OAuth ", StringComparison.OrdinalIgnoreCase))
            return parameters;
        foreach (var part in header["OAuth ".Length..].Split(','))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            parameters[Wire.Decode(part[..equals].Trim())] = Wire.Decode(part[(equals + 1)..].Trim().Trim('"'));
        }
        return parameters;
    }

    [SuppressMessage("Security", "CA5350", Justification = "RFC 5849 section 3.4.2 names HMAC-SHA1.")]
    public static bool IsSigned(PretendRequest request, Dictionary<string, string> parameters, string clientSecret, string tokenSecret)
    {
        if (parameters.GetValueOrDefault("oauth_signature_method") != "HMAC-SHA1" || !parameters.TryGetValue("oauth_signature", out var signature))
            return false;
        var key = Encoding.ASCII.GetBytes(Wire.Encode(clientSecret) + "&" + Wire.Encode(tokenSecret));
        var expected = HMACSHA1.HashData(key, Encoding.ASCII.GetBytes(BaseString(request, parameters)));
        return Convert.ToBase64String(expected) == signature;
    }

    public static string BaseString(PretendRequest request, Dictionary<string, string> parameters)
    {
        var signed = parameters.Where(pair => pair.Key is not ("oauth_signature" or "realm")).Select(pair => (pair.Key, pair.Value));
        var lines = new List<string>();
        foreach (var (name, value) in request.Query.Concat(request.Form).Concat(signed))
            lines.Add(Wire.Encode(name) + "\0" + Wire.Encode(value));
        // A zero byte sorts before whatever may stand in a name, so that names sort first and their values after.
        lines.Sort(string.CompareOrdinal);
        var normalized = string.Join("&", lines.Select(line => line.Replace('\0', '=')));
        return request.Method.ToUpperInvariant() + "&" + Wire.Encode(Address(request.Url)) + "&" + Wire.Encode(normalized);
    }

    private static string Address(string url)
    {
        var scheme = url[..url.IndexOf("://", StringComparison.Ordinal)].ToLowerInvariant();
        var rest = url[(scheme.Length + 3)..].Split('?')[0];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var (host, path) = slash < 0 ? (rest, "/") : (rest[..slash], rest[slash..]);
        host = host.ToLowerInvariant();
        var usual = scheme == "https" ? ":443" : ":80";
        return scheme + "://" + (host.EndsWith(usual, StringComparison.Ordinal) ? host[..^usual.Length] : host) + path;
    }
}
