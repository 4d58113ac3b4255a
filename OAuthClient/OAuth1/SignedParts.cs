using System.Net;
using System.Text.RegularExpressions;
using OAuthClient.Internal;

namespace OAuthClient.OAuth1;

/// <summary>
/// The parts of a signed request (RFC 5849 section 3.5): the parts that are signed, and the signature.
/// </summary>
internal sealed partial record SignedParts(
    RequestToSign Request, IReadOnlyList<(string Name, string Value)> ProtocolParameters)
{
    private string _form = "";

    public string? Signature { get; private init; }

    public string? SignatureMethod { get; private init; }

    public string? ConsumerKey { get; private init; }

    /// <summary>Parses a request with the path and query as .NET sends them.</summary>
    public static async Task<SignedParts> ParseAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true } url)
            throw new ArgumentException("The request has no absolute address.", nameof(request));
        var form = UrlForm.IsForm(request.Content)
            ? FormText.FromOctets(await request.Content!.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false))
            : "";
        var parts = Parse(request, url.PathAndQuery, form);
        return parts.Signature is not null ? parts : throw new ArgumentException(
            "The request has no oauth_signature, "
            + "neither in its Authorization header nor in its query nor in its form.",
            nameof(request));
    }

    /// <summary>
    /// The parts with the path and query as the address was written, which .NET may send in another way.
    /// </summary>
    public SignedParts AsWritten(HttpRequestMessage request) =>
        Parse(request, PathAndQueryAsWritten(request.RequestUri!.OriginalString), _form);

    private static SignedParts Parse(HttpRequestMessage request, string pathAndQuery, string form)
    {
        var header = ParseHeader(request).ToArray();
        var (path, query) = pathAndQuery.Split('?', 2) is [var before, var after] ? (before, after) : (pathAndQuery, "");
        (string Name, string Value)[] all = [.. header, .. ParseForm(query), .. ParseForm(form)];
        var unsignedQuery = WithoutSignature(query);
        var unsigned = unsignedQuery.Length == 0 ? path : $"{path}?{unsignedQuery}";
        var toSign = new RequestToSign(request.Method.Method, request.RequestUri!, unsigned)
        {
            Host = request.Headers.Host,
            Form = WithoutSignature(form),
        };
        return new(toSign, [.. header.Where(pair => pair.Name is not ("realm" or "oauth_signature"))])
        {
            _form = form,
            Signature = FindValue(all, "oauth_signature"),
            SignatureMethod = FindValue(all, "oauth_signature_method"),
            ConsumerKey = FindValue(all, "oauth_consumer_key"),
        };
    }

    // RFC 3986 section 3.2: the authority ends at the next slash, question mark or number sign.
    private static string PathAndQueryAsWritten(string url)
    {
        var withoutFragment = url.Split('#')[0];
        var authority = withoutFragment.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        var end = withoutFragment.AsSpan(authority).IndexOfAny('/', '?');
        var rest = end < 0 ? "" : withoutFragment[(authority + end)..];
        return rest.StartsWith('/') ? rest : $"/{rest}";
    }

    // RFC 5849 section 3.5.1: parameters in the Authorization header.
    private static IEnumerable<(string Name, string Value)> ParseHeader(HttpRequestMessage request)
    {
        var text = request.Headers.TryGetValues("Authorization", out var values) ? string.Join(",", values) : "";
        if (!text.StartsWith("OAuth ", StringComparison.OrdinalIgnoreCase))
            return [];
        // A realm may hold commas and equals signs, so the header cannot be split at them.
        return from Match pair in HeaderParameter().Matches(text["OAuth ".Length..])
               select (Uri.UnescapeDataString(pair.Groups[1].Value), Uri.UnescapeDataString(pair.Groups[2].Value));
    }

    private static IEnumerable<(string Name, string Value)> ParseForm(string form) =>
        from pair in form.Split('&', StringSplitOptions.RemoveEmptyEntries)
        let parts = pair.Split('=', 2)
        select (WebUtility.UrlDecode(parts[0]), parts.Length > 1 ? WebUtility.UrlDecode(parts[1]) : "");

    private static string? FindValue(IEnumerable<(string Name, string Value)> pairs, string name) =>
        pairs.FirstOrDefault(pair => pair.Name == name).Value;

    private static string WithoutSignature(string form)
    {
        var pairs = form.Split('&').Where(pair => !pair.StartsWith("oauth_signature=", StringComparison.Ordinal));
        return string.Join('&', pairs);
    }

    [GeneratedRegex("""([^\s,="]+)\s*=\s*"([^"]*)""")]
    private static partial Regex HeaderParameter();
}
