using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace OAuthClient.Tests.Peers;

/// <summary>
/// A random HTTP request that is hard to sign: with an odd path; with parameters that are repeated, empty or without a
/// value; with encoded and unencoded characters in the query and the form; or with a body that is not a form. The
/// decoded parameters are kept to be compared with those that the server parsed.
/// </summary>
internal sealed class RandomRequest
{
    // RFC 3986 section 3.4: characters that a query may contain unencoded, without the parameter separators.
    private const string UnencodedCharacters = "ABCXYZabcxyz0189-._~!$'()*,;:@/?";
    private static readonly string[] OddTexts =
    [
        " ", "%", "+", "&", "=", "#", "\"", "[", "]", "é", "ü", "日", "本", "😀", "\n", "\0", "|", "\\", "^", "`", "{",
        "}", "<", ">", "%41", "%zz",
    ];
    private static readonly string[] ParameterNames =
    [
        "a", "a", "b", "b5", "c@", "a1", "A", "size", "c2", "é", "a b", "a[]", "", "oauthtoken", "x_oauth_y", "z=z",
    ];
    private static readonly HttpMethod[] Methods =
    [
        HttpMethod.Get,
        HttpMethod.Post,
        HttpMethod.Put,
        HttpMethod.Delete,
        HttpMethod.Patch,
    ];
    private static readonly string?[] Hosts =
    [
        null, null, null, "photos.example", "Photos.EXAMPLE:80", "photos.example:8080", "[2001:db8::1]:80", "127.0.0.1",
    ];
    private readonly Random _random;
    private readonly List<string> _parameters = [];

    public RandomRequest(Random random, string folder)
    {
        _random = random;
        Method = Pick(Methods);
        Path = $"{folder}{string.Join('/', Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomSegment()))}";
        Query = random.Next(4) == 0 ? "" : "?" + RandomForm();
        Host = Pick(Hosts);
        var (type, body) = RandomContent();
        ContentType = type;
        Body = body;
    }

    public HttpMethod Method { get; }

    /// <summary>The URL's path, encoded as the path is sent.</summary>
    public string Path { get; }

    /// <summary>The URL's query with the question mark, encoded as the query is sent; empty without a query.</summary>
    public string Query { get; }

    /// <summary>The Host header; null for the host of the URL.</summary>
    public string? Host { get; }

    public string? ContentType { get; }

    /// <summary>The request body; null for a request without a body.</summary>
    public byte[]? Body { get; }

    public bool IsForm =>
        ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) ?? false;

    /// <summary>The parameters of query and form, decoded and sorted.</summary>
    public IEnumerable<string> Parameters => _parameters.Order(StringComparer.Ordinal);

    /// <summary>Creates the message. An HTTP client sends the path, query and body without changing a byte.</summary>
    public HttpRequestMessage ToMessage(string server)
    {
        var message = new HttpRequestMessage(Method, new Uri(server + Path + Query)) { Content = ToContent() };
        message.Headers.Host = Host;
        return message;
    }

    public HttpContent? ToContent()
    {
        if (Body is null)
            return null;
        var content = new ByteArrayContent(Body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType!);
        return content;
    }

    public override string ToString() =>
        $"{Method} {Path}{Query} (Host {Host}) {ContentType} {(Body is null ? "" : Encoding.UTF8.GetString(Body))}";

    private (string? Type, byte[]? Body) RandomContent()
    {
        if (Method == HttpMethod.Get)
            return (null, null);
        return _random.Next(8) switch
        {
            0 or 1 => (null, null),
            2 or 3 => ("application/x-www-form-urlencoded", Encoding.ASCII.GetBytes(RandomForm())),
            4 => ("application/x-www-form-urlencoded; charset=utf-8", Encoding.ASCII.GetBytes(RandomForm())),
            5 => ("application/json", Encoding.UTF8.GetBytes("""{"a":"b","é":"日本 & more"}""")),
            6 => ("text/plain", Encoding.ASCII.GetBytes("a=not&b=a+form")),
            _ => ("application/octet-stream", RandomBytes()),
        };
    }

    private byte[] RandomBytes()
    {
        var bytes = new byte[_random.Next(100)];
        _random.NextBytes(bytes);
        return bytes;
    }

    private string RandomForm()
    {
        var pairs = new List<string>();
        for (var count = _random.Next(7); count > 0; count--)
        {
            var name = Pick(ParameterNames);
            var value = RandomText(8);
            // One value in eight is made empty; half of the empty values are sent as a name without an equals sign.
            if (_random.Next(8) == 0)
                value = "";
            pairs.Add(
                value.Length == 0 && name.Length > 0 && _random.Next(2) == 0
                    ? EncodeRandomly(name)
                    : $"{EncodeRandomly(name)}={EncodeRandomly(value)}");
            if (_random.Next(12) == 0)
                pairs.Add("");
            _parameters.Add($"{name}={value}");
        }
        return string.Join('&', pairs);
    }

    private string RandomText(int longest) => string.Concat(
        Enumerable.Range(0, _random.Next(longest))
            .Select(_ => _random.Next(2) == 0 ? Pick(OddTexts) : RandomCharacter()));

    private string RandomCharacter() =>
        UnencodedCharacters[_random.Next(UnencodedCharacters.Length)].ToString(CultureInfo.InvariantCulture);

    // Picks one of the equivalent URL encodings of each character.
    private string EncodeRandomly(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => EncodeCharacter(rune.ToString())));

    private string EncodeCharacter(string letter) => letter switch
    {
        " " => Pick("+", "%20"),
        _ when UnencodedCharacters.Contains(letter, StringComparison.Ordinal) && _random.Next(4) > 0 => letter,
        _ => PercentEncode(letter),
    };

    private string PercentEncode(string letter) => string.Concat(
        Encoding.UTF8.GetBytes(letter).Select(octet => _random.Next(2) == 0 ? $"%{octet:X2}" : $"%{octet:x2}"));

    // Only path segments that an HTTP client does not normalize: normalization would change the path before signing.
    private string RandomSegment() => "s" + string.Concat(
        Enumerable.Range(0, _random.Next(6)).Select(
            _ => Pick(
                "a", "B", "7", "-", "_", "~", ".x", "%20", "%2F", "%C3%A9", "%e6%97%a5", "%25", "!", "$", "'", "(", ")",
                "*", ",", ";p=1", ":", "@", "+", "&", "=", "/", "//")));

    private T Pick<T>(params T[] from) => from[_random.Next(from.Length)];
}
