using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Benchmarks.Contenders.Client;

/// <summary>
/// The request that both libraries sign with OAuth 1, and a check of the signature that shares no code with either.
/// </summary>
internal static partial class RequestToSign
{
    public const string ClientId = "dpf43f3p2l4k3l03";
    public const string ClientSecret = "kd94hf93k423kf44";
    public const string Token = "nnch734d00sl2jdk";
    public const string TokenSecret = "pfkkdhi9sl3r4s00";
    public const string Path = "/search/photos.json";

    /// <summary>Ten parameters, half of which need encoding.</summary>
    public static readonly (string Name, string Value)[] Parameters =
    [
        ("q", "café & crème"),
        ("file", "vacation.jpg"),
        ("size", "original"),
        ("since", "2026-01-31T08:30:00+01:00"),
        ("page", "2"),
        ("per_page", "100"),
        ("tags", "sea,sun,sand"),
        ("place", "47.37,8.54"),
        ("sort", "taken_at desc"),
        ("fields", "id,title,owner/name"),
    ];

    /// <summary>The address with the parameters, whose names need no encoding.</summary>
    public static string Address
    {
        get
        {
            var address = new StringBuilder(MemoryServer.Site, 256).Append(Path);
            foreach (var (name, value) in Parameters)
            {
                address.Append(name == Parameters[0].Name ? '?' : '&');
                address.Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
            return address.ToString();
        }
    }

    /// <exception cref="WrongContenderException">The header does not sign the request.</exception>
    public static void Verify(string name, string? header)
    {
        if (!IsSignedCorrectly(header, $"{MemoryServer.Site}{Path}", Parameters))
            throw new WrongContenderException($"{name} signed wrongly: {header}");
    }

    public static bool IsSignedCorrectly(string? header, string address, (string Name, string Value)[] parameters)
    {
        var protocol = HeaderParameterPattern().Matches(header ?? "").ToDictionary(
            pair => pair.Groups[1].Value, pair => Uri.UnescapeDataString(pair.Groups[2].Value));
        if (!protocol.Remove("oauth_signature", out var signature)
            || protocol.GetValueOrDefault("oauth_token") != Token
            || protocol.GetValueOrDefault("oauth_consumer_key") != ClientId)
        {
            return false;
        }
        var signed = parameters.Concat(protocol.Select(pair => (Name: pair.Key, pair.Value)));
        var pairs = signed.Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}");
        var normalized = string.Join('&', pairs.Order(StringComparer.Ordinal));
        var text = $"GET&{Uri.EscapeDataString(address)}&{Uri.EscapeDataString(normalized)}";
        return signature == Convert.ToBase64String(CryptographicOperations.HmacData(
            HashAlgorithmName.SHA1,
            Encoding.ASCII.GetBytes($"{ClientSecret}&{TokenSecret}"),
            Encoding.ASCII.GetBytes(text)));
    }

    [GeneratedRegex("(oauth_[a-z_]+)=\"([^\"]*)\"")]
    private static partial Regex HeaderParameterPattern();
}
