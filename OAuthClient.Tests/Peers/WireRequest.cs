using System.Text.RegularExpressions;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Peers;

/// <summary>A signed request as it is sent, and copies of it with one signed part changed.</summary>
internal sealed partial record WireRequest(string Method, Uri Url)
{
    public string? Host { get; private init; }

    public string? Authorization { get; private init; }

    public string? ContentType { get; private init; }

    public byte[]? Body { get; private init; }

    /// <summary>Whether the signature method is PLAINTEXT, whose signature is made of the secrets only.</summary>
    public bool IsPlainText => TextWithParameters.Contains("PLAINTEXT", StringComparison.Ordinal);

    public bool HasToken => TextWithParameters.Contains("oauth_token=", StringComparison.Ordinal);

    public static async Task<WireRequest> ReadAsync(HttpRequestMessage request) =>
        new(request.Method.Method, request.RequestUri!)
        {
            Host = request.Headers.Host,
            Authorization = request.Headers.TryGetValues("Authorization", out var values) ? values.Single() : null,
            ContentType = request.Content?.Headers.ContentType?.ToString(),
            Body = request.Content is null ? null : await request.Content.ReadAsByteArrayAsync(),
        };

    /// <summary>Creates all copies that differ in one signed part, each with the name of the change.</summary>
    public IEnumerable<(string Name, WireRequest Changed)> CreateChangedCopies()
    {
        foreach (var change in ChangeOAuthParameters())
        {
            if (!IsPlainText || change.Name is not ("oauth_nonce" or "oauth_timestamp"))
                yield return change;
        }
        if (IsPlainText)
            yield break;
        yield return ("the method", this with { Method = Method == "PUT" ? "DELETE" : "PUT" });
        yield return ("the host", this with { Host = "evil.example" });
        var path = Url.AbsolutePath;
        var query = Url.Query.TrimStart('?');
        yield return ("the path", WithPathAndQuery($"{path}x", query));
        yield return ("the path's case", WithPathAndQuery(path[..^1] + ToggleCase(path[^1]), query));
        yield return ("a parameter more", WithPathAndQuery(path, query.Length == 0 ? "more" : $"{query}&more"));
        foreach (var (name, changed) in ChangedForms(query))
            yield return ($"{name} of the query", WithPathAndQuery(path, changed));
        if (ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) ?? false)
        {
            foreach (var (name, changed) in ChangedForms(DecodeLatin1(Body!)))
                yield return ($"{name} of the form", this with { Body = EncodeLatin1(changed) });
        }
        else if (TextWithParameters.Contains("oauth_body_hash", StringComparison.Ordinal))
        {
            yield return ("the body", this with { Body = [.. Body ?? [], 32] });
        }
    }

    /// <summary>
    /// Whether the pretend provider's verifier, which shares no code with the client, accepts the signature.
    /// </summary>
    public bool HasValidSignature(Secret clientSecret, Secret tokenSecret)
    {
        var type = ContentType?.Split(';')[0];
        var url = $"{Url.Scheme}://{Host ?? Url.Authority}{Url.PathAndQuery}";
        var octets = Body ?? [];
        var request = new PretendRequest(PretendEndpoint.Api, Method, url)
        {
            Authorization = Authorization,
            ContentType = type,
            Body = DecodeLatin1(octets),
            Octets = octets,
        };
        var signed = new OAuth1Request(request);
        return OAuth1Verifier.IsSignatureValid(signed, clientSecret.Reveal(), tokenSecret.Reveal())
            && OAuth1Verifier.IsBodyHashValid(signed, request);
    }

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(new(Method), Url);
        message.Headers.Host = Host;
        if (Authorization is not null)
            message.Headers.TryAddWithoutValidation("Authorization", Authorization);
        if (Body is null)
            return message;
        message.Content = new ByteArrayContent(Body);
        if (ContentType is not null)
            message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        return message;
    }

    // The parts of the request that can contain OAuth parameters.
    private string TextWithParameters => $"{Authorization} {Url.Query} {(Body is null ? "" : DecodeLatin1(Body))}";

    private IEnumerable<(string Name, WireRequest Changed)> ChangeOAuthParameters() =>
        from Match found in OAuthParameter().Matches(TextWithParameters)
        let changed = ChangeOAuthValue(found.Groups[1].Value, found.Groups[2].Value)
        where changed is not null
        select (found.Groups[1].Value, Replace(found.Value, found.Value[..^found.Groups[2].Length] + changed));

    private static string? ChangeOAuthValue(string name, string value) => name switch
    {
        "oauth_signature" => (value[0] == 'A' ? 'B' : 'A') + value[1..],
        "oauth_timestamp" => value[..^1] + (value[^1] == '0' ? '1' : '0'),
        "oauth_consumer_key" or "oauth_token" or "oauth_nonce" => value + "x",
        "oauth_version" => "1.1",
        "oauth_signature_method" => value == "HMAC-SHA512" ? "HMAC-SHA1" : "HMAC-SHA512",
        "oauth_body_hash" => "x" + value[1..],
        _ => null,
    };

    private WireRequest Replace(string found, string by) => this with
    {
        Authorization = Authorization?.Replace(found, by, StringComparison.Ordinal),
        Url = new(Url.AbsoluteUri.Replace(found, by, StringComparison.Ordinal)),
        Body = Body is null ? null : EncodeLatin1(DecodeLatin1(Body).Replace(found, by, StringComparison.Ordinal)),
    };

    private WireRequest WithPathAndQuery(string path, string query) =>
        this with { Url = new(Url.GetLeftPart(UriPartial.Authority) + path + (query.Length == 0 ? "" : $"?{query}")) };

    private static char ToggleCase(char letter) => char.IsAsciiLetter(letter) ? (char)(letter ^ 32) : 'x';

    // Changes the first parameter that is not an OAuth parameter in each of four ways: another value, another name,
    // removed, repeated.
    private static IEnumerable<(string Name, string Form)> ChangedForms(string form)
    {
        var pairs = form.Split('&');
        var own = Array.FindIndex(
            pairs, pair => pair.Length > 0 && !pair.StartsWith("oauth_", StringComparison.Ordinal));
        if (own < 0)
            yield break;
        var (name, value) = pairs[own].Split('=', 2) is [var one, var two] ? (one, two) : (pairs[own], "");
        yield return ("a value", ReplacePair(pairs, own, $"{name}={value}x"));
        yield return ("a name", ReplacePair(pairs, own, $"x{name}={value}"));
        yield return ("one less", string.Join('&', pairs.Where((_, at) => at != own)));
        yield return ("one twice", ReplacePair(pairs, own, $"{pairs[own]}&{pairs[own]}"));
    }

    private static string ReplacePair(string[] pairs, int at, string by) =>
        string.Join('&', pairs.Select((pair, index) => index == at ? by : pair));

    private static string DecodeLatin1(byte[] octets) => System.Text.Encoding.Latin1.GetString(octets);

    private static byte[] EncodeLatin1(string text) => System.Text.Encoding.Latin1.GetBytes(text);

    [GeneratedRegex("""(?<![A-Za-z0-9_%])(oauth_[a-z_]+)="?([^"&, ]+)""")]
    private static partial Regex OAuthParameter();
}
