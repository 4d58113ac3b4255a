using System.Text;

namespace OAuthClient.Tests.Fuzz;

/// <summary>Changes a valid callback at random. The same random seed makes the same callback.</summary>
internal static class CallbackMutator
{
    private static readonly string[] Names =
    [
        "state", "code", "error", "error_description", "error_uri", "iss", "location", "location", "err",
        "oauth_token", "oauth_verifier", "denied", "oauth_problem", "setup_action", "x", "",
    ];

    private static readonly string[] Fragments =
    [
        "state", "code", "error", "iss", "oauth_token", "oauth_verifier", "denied", "oauth_problem", "=", "=", "=",
        "&", "&", "?", "#", ";", "+", "/", ":", "%", "%2", "%00", "%FF", "%C3%A9", "%F0%9F%98%80", "%ED%A0%80", "%0A",
        "\0", "\n", "\ud800", "\udc00", "é", "😀", "[]", "{\"a\":1}", "<script>", "' or 1=1", "..",
        "//evil.example", "access_denied", "a", "0", "\u2028", "\u202e",
    ];

    private static readonly string[] Values =
    [
        "", "a", "access_denied", "server_error", "user_refused", "https://pretend.example",
        "https://evil.example", "us", "eu", "\n", "é", "😀", "\ud800", "a b", "a+b", "a&b=c", "%", "null",
        new string('a', 8193),
    ];

    public static List<KeyValuePair<string, string>> Mutate(Random random, List<KeyValuePair<string, string>> real)
    {
        List<KeyValuePair<string, string>> pairs = [.. real];
        for (var changes = random.Next(4); changes > 0; changes--)
            ApplyChange(random, pairs);
        return pairs;
    }

    /// <summary>
    /// Creates the callback from the input that a host may have: a URL, a query, an HTML form, or parameters decoded by
    /// a framework.
    /// </summary>
    public static OAuthCallback ToCallback(Random random, List<KeyValuePair<string, string>> pairs, bool asForm)
    {
        var isForm = random.Next(12) == 0 ? !asForm : asForm;
        var callback = random.Next(3) switch
        {
            0 => isForm ? OAuthCallback.FromForm(pairs) : OAuthCallback.FromParameters(pairs),
            1 => isForm
                ? OAuthCallback.FromForm(Join(random, pairs))
                : OAuthCallback.FromUrl(RandomUrlPrefix(random) + Join(random, pairs)),
            _ => isForm
                ? OAuthCallback.FromForm(Encode(random, pairs))
                : OAuthCallback.FromUrl(RandomUrlPrefix(random) + Encode(random, pairs)),
        };
        return random.Next(6) == 0 ? callback.WithHeaders(name => RandomHeader(random, name)) : callback;
    }

    /// <summary>Creates random text, which may contain some of the given words.</summary>
    public static string RandomText(Random random, string[] words)
    {
        var text = new StringBuilder();
        for (var length = random.Next(16); length > 0; length--)
        {
            var source = random.Next(4) == 0 ? words : Fragments;
            text.Append(source[random.Next(source.Length)]);
        }
        return text.ToString();
    }

    private static void ApplyChange(Random random, List<KeyValuePair<string, string>> pairs)
    {
        var at = random.Next(Math.Max(1, pairs.Count));
        switch (random.Next(8))
        {
            case 0 when pairs.Count > 0:
                pairs.RemoveAt(at);
                break;
            case 1 when pairs.Count > 0:
                pairs.Add(pairs[at]);
                break;
            case 2 when pairs.Count > 0:
                pairs[at] = new(pairs[at].Key, Values[random.Next(Values.Length)]);
                break;
            case 3 when pairs.Count > 0:
                pairs[at] = new(Names[random.Next(Names.Length)], pairs[at].Value);
                break;
            case 4 when pairs.Count > 1:
                pairs.Reverse();
                break;
            case 5 when pairs.Count > 0:
                var start = pairs[at].Value[..random.Next(pairs[at].Value.Length + 1)];
                pairs[at] = new(pairs[at].Key, start + Fragments[random.Next(Fragments.Length)]);
                break;
            default:
                pairs.Insert(at, new(Names[random.Next(Names.Length)], Values[random.Next(Values.Length)]));
                break;
        }
    }

    // Here values are not percent-encoded, so that ampersands and percent signs in values take effect.
    private static string Join(Random random, List<KeyValuePair<string, string>> pairs) =>
        string.Join(random.Next(20) == 0 ? ";" : "&", pairs.Select(pair => $"{pair.Key}={pair.Value}"))
            + (random.Next(10) == 0 ? Fragments[random.Next(Fragments.Length)] : "");

    private static string Encode(Random random, List<KeyValuePair<string, string>> pairs) =>
        string.Join('&', pairs.Select(pair => $"{Encode(random, pair.Key)}={Encode(random, pair.Value)}"));

    private static string Encode(Random random, string text) => random.Next(8) switch
    {
        0 => string.Concat(Encoding.UTF8.GetBytes(text).Select(octet => $"%{octet:X2}")),
        1 => Uri.EscapeDataString(text).ToLowerInvariant(),
        2 => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal),
        _ => Uri.EscapeDataString(text),
    };

    private static string RandomUrlPrefix(Random random) => random.Next(8) switch
    {
        0 => "",
        1 => "?",
        2 => "/callback?",
        3 => "https://app.example/call=back?",
        4 => "https://app.example/callback#",
        _ => "https://app.example/callback?",
    };

    private static string? RandomHeader(Random random, string name) => random.Next(10) switch
    {
        0 => "prefetch",
        1 => "prefetch;prerender",
        2 => name,
        3 => "",
        _ => null,
    };
}
