using System.Net;
using System.Text.RegularExpressions;
using OAuthClient.Internal;

namespace OAuthClient.OAuth1;

/// <summary>A signed request, taken apart again (RFC 5849 section 3.5): what was signed, and the signature.</summary>
internal sealed partial record SignedParts(RequestToSign Request, IReadOnlyList<(string Name, string Value)> Protocol, string? Signature, string? SignatureMethod)
{
    public static async Task<SignedParts> ParseAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true } url)
            throw new ArgumentException("The request has no absolute address.", nameof(request));
        var isForm = request.Content?.Headers.ContentType?.MediaType?.Equals(UrlForm.ContentType, StringComparison.OrdinalIgnoreCase) ?? false;
        var form = isForm ? await request.Content!.ReadAsStringAsync(cancellationToken).ConfigureAwait(false) : "";
        var header = ParseHeader(request);
        var all = header.Concat(ParseForm(url.Query.TrimStart('?'))).Concat(ParseForm(form)).ToArray();
        if (!all.Any(pair => pair.Name == "oauth_signature"))
            throw new ArgumentException("The request has no oauth_signature, neither in its Authorization header nor in its query nor in its form.", nameof(request));
        var covered = new RequestToSign(request.Method.Method, WithoutSignature(url)) { Host = request.Headers.Host, Form = WithoutSignature(form) };
        return new(covered, [.. header.Where(pair => pair.Name is not ("realm" or "oauth_signature"))], FindValue(all, "oauth_signature"), FindValue(all, "oauth_signature_method"));
    }

    // RFC 5849 section 3.5.1.
    private static IEnumerable<(string Name, string Value)> ParseHeader(HttpRequestMessage request)
    {
        var text = request.Headers.TryGetValues("Authorization", out var values) ? string.Join(",", values) : "";
        if (!text.StartsWith("OAuth ", StringComparison.OrdinalIgnoreCase))
            return [];
        // A realm may hold commas and equals signs.
        return from Match pair in Parameter().Matches(text["OAuth ".Length..])
               select (Uri.UnescapeDataString(pair.Groups[1].Value), Uri.UnescapeDataString(pair.Groups[2].Value));
    }

    private static IEnumerable<(string Name, string Value)> ParseForm(string form) =>
        from pair in form.Split('&', StringSplitOptions.RemoveEmptyEntries)
        let parts = pair.Split('=', 2)
        select (WebUtility.UrlDecode(parts[0]), parts.Length > 1 ? WebUtility.UrlDecode(parts[1]) : "");

    private static string? FindValue(IEnumerable<(string Name, string Value)> pairs, string name) => pairs.FirstOrDefault(pair => pair.Name == name).Value;

    private static Uri WithoutSignature(Uri url)
    {
        var query = WithoutSignature(url.Query.TrimStart('?'));
        return new(query.Length == 0 ? url.GetLeftPart(UriPartial.Path) : $"{url.GetLeftPart(UriPartial.Path)}?{query}");
    }

    private static string WithoutSignature(string form) => string.Join('&', form.Split('&').Where(pair => !pair.StartsWith("oauth_signature=", StringComparison.Ordinal)));

    [GeneratedRegex("""([^\s,="]+)\s*=\s*"([^"]*)""")]
    private static partial Regex Parameter();
}
