using System.Net;
using System.Text.RegularExpressions;
using OAuthClient.Internal;

namespace OAuthClient.OAuth1;

/// <summary>
/// The parts of a signed request (RFC 5849 section 3.5): the parts that are signed, and the signature.
/// </summary>
internal sealed partial record SignedParts(
    RequestToSign Request,
    IReadOnlyList<(string Name, string Value)> ProtocolParameters,
    string? Signature,
    string? SignatureMethod)
{
    public static async Task<SignedParts> ParseAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true } url)
            throw new ArgumentException("The request has no absolute address.", nameof(request));
        var form = UrlForm.IsForm(request.Content)
            ? await request.Content!.ReadAsStringAsync(cancellationToken).ConfigureAwait(false)
            : "";
        var header = ParseHeader(request).ToArray();
        (string Name, string Value)[] all = [.. header, .. ParseForm(url.Query.TrimStart('?')), .. ParseForm(form)];
        if (!all.Any(pair => pair.Name == "oauth_signature"))
        {
            throw new ArgumentException(
                "The request has no oauth_signature, "
                + "neither in its Authorization header nor in its query nor in its form.",
                nameof(request));
        }
        var unsigned = new RequestToSign(request.Method.Method, WithoutSignature(url))
        {
            Host = request.Headers.Host,
            Form = WithoutSignature(form),
        };
        return new(
            unsigned,
            [.. header.Where(pair => pair.Name is not ("realm" or "oauth_signature"))],
            FindValue(all, "oauth_signature"),
            FindValue(all, "oauth_signature_method"));
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

    private static Uri WithoutSignature(Uri url)
    {
        var address = url.GetLeftPart(UriPartial.Path);
        var query = WithoutSignature(url.Query.TrimStart('?'));
        return new(query.Length == 0 ? address : $"{address}?{query}");
    }

    private static string WithoutSignature(string form)
    {
        var pairs = form.Split('&').Where(pair => !pair.StartsWith("oauth_signature=", StringComparison.Ordinal));
        return string.Join('&', pairs);
    }

    [GeneratedRegex("""([^\s,="]+)\s*=\s*"([^"]*)""")]
    private static partial Regex HeaderParameter();
}
