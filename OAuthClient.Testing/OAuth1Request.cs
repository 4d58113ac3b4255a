using System.Text.RegularExpressions;

namespace OAuthClient.Testing;

/// <summary>
/// A request as an OAuth 1 server reads it (RFC 5849 section 3.2): the protocol's parameters, from wherever they are, and what the signature
/// covers. Computed by code of its own from the text on the wire, octet for octet, and not from anything that was parsed before.
/// </summary>
internal sealed partial class OAuth1Request
{
    private const string Prefix = "oauth_";
    private readonly PretendRequest _request;
    // Encoded anew, each as RFC 5849 section 3.6 has it.
    private readonly (string Name, string Value)[] _header, _query, _form;

    public OAuth1Request(PretendRequest request)
    {
        _request = request;
        var isOAuth = request.Authorization?.StartsWith("OAuth ", StringComparison.OrdinalIgnoreCase) ?? false;
        _header = isOAuth ? [.. HeaderParameter().Matches(request.Authorization!["OAuth ".Length..]).Select(found => (Reencode(found.Groups[1].Value), Reencode(found.Groups[2].Value)))] : [];
        _query = Pairs(QueryOf(request.Url));
        _form = request.IsForm ? Pairs(request.Body) : [];
    }

    /// <summary>Whether it has a signature at all.</summary>
    public bool IsSigned => ProtocolParameters.Any(pair => pair.Name == "oauth_signature");

    /// <summary>Whether a parameter of the protocol comes twice, or they are in more than one place (RFC 5849 section 3.5).</summary>
    public bool IsAmbiguous =>
        ProtocolParameters.DistinctBy(pair => pair.Name).Count() < ProtocolParameters.Count() || new[] { _header, _query, _form }.Count(place => place.Any(IsProtocol)) > 1;

    /// <summary>A parameter of the protocol.</summary>
    /// <param name="name">Its name.</param>
    public string? this[string name] => ProtocolParameters.Where(pair => pair.Name == name).Select(pair => WireFormat.DecodeUtf8(WireFormat.DecodeOctets(pair.Value))).FirstOrDefault();

    /// <summary>The signature base string (RFC 5849 section 3.4.1).</summary>
    public string BaseString
    {
        get
        {
            var header = _header.Where(pair => pair.Name != "realm");
            // A zero byte sorts before whatever may stand in a name, so that names sort first and their values after.
            var lines = header.Concat(_query).Concat(_form).Where(pair => pair.Name != "oauth_signature").Select(pair => pair.Name + "\0" + pair.Value).ToList();
            lines.Sort(string.CompareOrdinal);
            var normalized = string.Join("&", lines.Select(line => line.Replace('\0', '=')));
            return _request.Method.ToUpperInvariant() + "&" + WireFormat.Encode(BaseStringUri(_request.Url)) + "&" + WireFormat.Encode(normalized);
        }
    }

    private IEnumerable<(string Name, string Value)> ProtocolParameters => _header.Concat(_query).Concat(_form).Where(IsProtocol);

    private static bool IsProtocol((string Name, string Value) pair) => pair.Name.StartsWith(Prefix, StringComparison.Ordinal);

    private static (string Name, string Value)[] Pairs(string form) =>
    [
        .. from pair in form.Split('&')
           where pair.Length > 0
           let halves = pair.Replace('+', ' ').Split('=', 2)
           select (Reencode(halves[0]), halves.Length == 2 ? Reencode(halves[1]) : ""),
    ];

    private static string Reencode(string encoded) => WireFormat.Encode(WireFormat.DecodeOctets(encoded));

    private static string QueryOf(string url)
    {
        var mark = url.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? "" : url[(mark + 1)..];
    }

    private static string BaseStringUri(string url)
    {
        var scheme = url[..url.IndexOf("://", StringComparison.Ordinal)].ToLowerInvariant();
        var rest = url[(scheme.Length + 3)..].Split('?')[0];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var (host, path) = slash < 0 ? (rest, "/") : (rest[..slash], rest[slash..]);
        host = host.ToLowerInvariant();
        var usual = scheme == "https" ? ":443" : ":80";
        return scheme + "://" + (host.EndsWith(usual, StringComparison.Ordinal) ? host[..^usual.Length] : host) + path;
    }

    [GeneratedRegex("""([^\s,="]+)\s*=\s*"([^"]*)""")]
    private static partial Regex HeaderParameter();
}
