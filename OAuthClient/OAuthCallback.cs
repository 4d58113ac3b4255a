using System.Net;
using System.Text;

namespace OAuthClient;

/// <summary>
/// The parameters that came back from the provider, as the browser brought them: anybody could have written them, and nothing in them
/// is believed until checked. Making one never throws, whatever the text. Immutable; prints names only.
/// </summary>
public sealed class OAuthCallback
{
    // Longer than any real code, and short enough to be harmless.
    private const int LongestValue = 8 * 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly List<KeyValuePair<string, string>> _parameters = [];

    private OAuthCallback() { }

    /// <summary>Why the text could not be read; null when it could.</summary>
    internal string? Malformed { get; private set; }

    /// <summary>Reads a callback's address, or just its query.</summary>
    /// <param name="url">The whole URL, a path with a query, or a query with or without its <c>?</c>. A fragment is ignored.</param>
    /// <returns>The callback.</returns>
    public static OAuthCallback FromUrl(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var text = url.Split('#')[0];
        // A bare query may hold a question mark of its own, behind its first name.
        var mark = text.IndexOf('?', StringComparison.Ordinal);
        if (mark > 0 && text.AsSpan(0, mark).ContainsAny('=', '&'))
            mark = -1;
        var callback = new OAuthCallback();
        foreach (var pair in text[(mark + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            callback.Add(callback.Decode(parts[0]), callback.Decode(parts.Length > 1 ? parts[1] : ""));
        }
        return callback;
    }

    /// <summary>Takes parameters that a framework has decoded; one that came twice must be in it twice.</summary>
    /// <param name="parameters">Names and values.</param>
    /// <returns>The callback.</returns>
    public static OAuthCallback FromParameters(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var callback = new OAuthCallback();
        foreach (var (name, value) in parameters)
            callback.Add(name, value ?? "");
        return callback;
    }

    /// <inheritdoc cref="FromUrl"/>
    public static implicit operator OAuthCallback(string url) => FromUrl(url);

    /// <inheritdoc cref="FromUrl"/>
    public static implicit operator OAuthCallback(Uri url) => FromUri(url);

    /// <inheritdoc cref="FromUrl"/>
    public static OAuthCallback FromUri(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return FromUrl(url.OriginalString);
    }

    /// <summary>The names that came, for people; no values.</summary>
    /// <returns>For example <c>OAuthCallback { code, state }</c>.</returns>
    public override string ToString() => $"OAuthCallback {{ {string.Join(", ", _parameters.Select(pair => pair.Key))} }}";

    /// <returns>The value; null when it is absent or empty.</returns>
    internal string? this[string name] => _parameters.Find(pair => pair.Key == name) is { Value.Length: > 0 } found ? found.Value : null;

    /// <summary>The first of the names that came more than once; null when none did.</summary>
    internal string? Repeated(IEnumerable<string> names) =>
        names.FirstOrDefault(name => _parameters.Count(pair => pair.Key == name) > 1);

    /// <summary>The same for the same parameters, in whatever order.</summary>
    internal string Digest() =>
        DanceDigest.Of(string.Join('\n', _parameters.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal)));

    private void Add(string name, string value)
    {
        if (value.Length > LongestValue)
            Malformed ??= "a parameter is longer than any provider makes one";
        else if (name.Any(char.IsControl) || value.Any(char.IsControl))
            Malformed ??= "a parameter holds a control character";
        _parameters.Add(new(name, value));
    }

    private string Decode(string text)
    {
        var escaped = text.Replace('+', ' ');
        for (var at = escaped.IndexOf('%', StringComparison.Ordinal); at >= 0; at = escaped.IndexOf('%', at + 1))
        {
            if (at + 2 >= escaped.Length || !char.IsAsciiHexDigit(escaped[at + 1]) || !char.IsAsciiHexDigit(escaped[at + 2]))
                return Unreadable("a percent sign is not followed by two hexadecimal digits");
        }
        try
        {
            var bytes = Encoding.UTF8.GetBytes(escaped);
            return Strict.GetString(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length) ?? []);
        }
        catch (DecoderFallbackException)
        {
            return Unreadable("a parameter is not UTF-8");
        }
    }

    private string Unreadable(string reason)
    {
        Malformed ??= reason;
        return "";
    }
}
