using System.Text.RegularExpressions;

namespace OAuthClient.Testing;

/// <summary>
/// A request as an OAuth 1 server reads it (RFC 5849 section 3.2): the protocol's parameters, wherever they are, and
/// the signature base string.
/// </summary>
/// <remarks>
/// It is computed byte by byte from the text on the wire, without the client's code and without anything parsed
/// earlier.
/// </remarks>
internal sealed partial class OAuth1Request
{
    private const string Scheme = "OAuth ";
    private const string Prefix = "oauth_";

    private readonly PretendRequest _request;
    // Each parameter is percent-encoded again, as RFC 5849 section 3.6 says.
    private readonly (string Name, string Value)[] _header;
    private readonly (string Name, string Value)[] _query;
    private readonly (string Name, string Value)[] _form;

    public OAuth1Request(PretendRequest request)
    {
        _request = request;
        _header = HeaderPairs(request.Authorization);
        _query = Pairs(QueryOf(request.Url));
        _form = request.IsForm ? Pairs(request.Body) : [];
    }

    /// <summary>Whether the request has a signature, right or wrong.</summary>
    public bool IsSigned => ProtocolParameters.Any(pair => pair.Name == "oauth_signature");

    /// <summary>
    /// Whether a parameter of the protocol is repeated, or the parameters are in more than one place (RFC 5849 section
    /// 3.5).
    /// </summary>
    public bool IsAmbiguous
    {
        get
        {
            var hasRepeated = ProtocolParameters.DistinctBy(pair => pair.Name).Count() < ProtocolParameters.Count();
            return hasRepeated || new[] { _header, _query, _form }.Count(place => place.Any(IsProtocol)) > 1;
        }
    }

    /// <summary>The signature base string (RFC 5849 section 3.4.1).</summary>
    public string BaseString
    {
        get
        {
            var lines = _header.Where(pair => pair.Name != "realm").Concat(_query).Concat(_form)
                .Where(pair => pair.Name != "oauth_signature")
                // A zero byte sorts before every character of a name, so names are compared first and values second.
                .Select(pair => pair.Name + "\0" + pair.Value)
                .ToList();
            lines.Sort(string.CompareOrdinal);
            var normalized = string.Join("&", lines.Select(line => line.Replace('\0', '=')));
            var uri = BaseStringUri(_request.Url);
            return $"{_request.Method.ToUpperInvariant()}&{WireFormat.Encode(uri)}&{WireFormat.Encode(normalized)}";
        }
    }

    private IEnumerable<(string Name, string Value)> ProtocolParameters =>
        _header.Concat(_query).Concat(_form).Where(IsProtocol);

    /// <summary>A parameter of the protocol.</summary>
    /// <param name="name">The name of the parameter.</param>
    public string? this[string name] => ProtocolParameters
        .Where(pair => pair.Name == name)
        .Select(pair => WireFormat.DecodeUtf8(WireFormat.DecodeOctets(pair.Value)))
        .FirstOrDefault();

    private static bool IsProtocol((string Name, string Value) pair) =>
        pair.Name.StartsWith(Prefix, StringComparison.Ordinal);

    private static (string Name, string Value)[] HeaderPairs(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return [];
        return
        [
            .. from pair in HeaderParameter().Matches(authorization[Scheme.Length..])
               select (Reencode(pair.Groups[1].Value), Reencode(pair.Groups[2].Value)),
        ];
    }

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
        var questionMark = url.IndexOf('?', StringComparison.Ordinal);
        return questionMark < 0 ? "" : url[(questionMark + 1)..];
    }

    // RFC 5849 section 3.4.1.2.
    private static string BaseStringUri(string url)
    {
        var scheme = url[..url.IndexOf("://", StringComparison.Ordinal)].ToLowerInvariant();
        var rest = url[(scheme.Length + 3)..].Split('?')[0];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var host = (slash < 0 ? rest : rest[..slash]).ToLowerInvariant();
        var path = slash < 0 ? "/" : rest[slash..];
        var defaultPort = scheme == "https" ? ":443" : ":80";
        if (host.EndsWith(defaultPort, StringComparison.Ordinal))
            host = host[..^defaultPort.Length];
        return scheme + "://" + host + path;
    }

    [GeneratedRegex("""([^\s,="]+)\s*=\s*"([^"]*)""")]
    private static partial Regex HeaderParameter();
}
