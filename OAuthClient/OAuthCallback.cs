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
    private const int LongestName = 40;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly string[] PrefetchHeaders = ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"];
    private readonly List<KeyValuePair<string, string>> _parameters;

    private OAuthCallback(bool isForm, List<KeyValuePair<string, string>>? parameters = null) => (IsForm, _parameters) = (isForm, parameters ?? []);

    /// <summary>Why the text could not be read; null when it could.</summary>
    internal string? Malformed { get; private set; }

    /// <summary>All parameters, as they came.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Parameters => _parameters;

    /// <summary>Whether it was posted as a form.</summary>
    internal bool IsForm { get; }

    /// <summary>Whether the browser only looks ahead, and no user has come.</summary>
    internal bool IsPrefetch { get; private set; }

    /// <summary>The value of a parameter; null when it is absent or empty. It is the browser's word until the dance has authorized it.</summary>
    /// <param name="name">Its name.</param>
    public string? this[string name] => _parameters.Find(pair => pair.Key == name) is { Value.Length: > 0 } found ? found.Value : null;

    /// <summary>Reads a callback's address, or just its query.</summary>
    /// <param name="url">The whole URL, a path with a query, or a query with or without its <c>?</c>. A fragment is ignored.</param>
    /// <returns>The callback.</returns>
    public static OAuthCallback FromUrl(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var text = url.AsSpan(0, url.IndexOf('#', StringComparison.Ordinal) is >= 0 and var fragment ? fragment : url.Length);
        var mark = text.IndexOf('?');
        // A bare query may hold a question mark of its own, behind its first name; and a path may hold an equals sign.
        if (mark > 0 && !IsAddress(text) && text[..mark].ContainsAny('=', '&'))
            mark = -1;
        return new OAuthCallback(isForm: false).Read(text[(mark + 1)..]);
    }

    /// <summary>Reads a callback that was posted as a form (OAuth 2.0 Form Post Response Mode). The query of its address does not belong to it.</summary>
    /// <param name="body">The body of the request.</param>
    /// <returns>The callback.</returns>
    public static OAuthCallback FromForm(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return new OAuthCallback(isForm: true).Read(body);
    }

    /// <summary>Takes a posted form that a framework has decoded; a field that came twice must be in it twice.</summary>
    /// <param name="fields">Names and values.</param>
    /// <returns>The callback.</returns>
    public static OAuthCallback FromForm(IEnumerable<KeyValuePair<string, string>> fields) => new OAuthCallback(isForm: true).Take(fields);

    /// <summary>Takes parameters of a query that a framework has decoded; one that came twice must be in it twice.</summary>
    /// <param name="parameters">Names and values.</param>
    /// <returns>The callback.</returns>
    public static OAuthCallback FromParameters(IEnumerable<KeyValuePair<string, string>> parameters) => new OAuthCallback(isForm: false).Take(parameters);

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

    /// <summary>The names that came, for people; no values, and nothing that may be one.</summary>
    /// <returns>For example <c>OAuthCallback { code, state }</c>.</returns>
    public override string ToString() => $"OAuthCallback {{ {string.Join(", ", _parameters.Select(pair => IsName(pair.Key) ? pair.Key : "…"))} }}";

    /// <summary>Tells the headers that it came with, so that a browser which only looks ahead does not spend the login.</summary>
    /// <param name="header">Gives a header's value by its name; null when there is none.</param>
    /// <returns>The callback with what the headers say.</returns>
    public OAuthCallback WithHeaders(Func<string, string?> header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var told = new OAuthCallback(IsForm, _parameters) { Malformed = Malformed };
        foreach (var name in PrefetchHeaders)
            told.IsPrefetch |= LooksAhead(header(name));
        return told;
    }

    /// <summary>Whether a parameter is there, be it empty.</summary>
    internal bool Contains(string name) => _parameters.Exists(pair => pair.Key == name);

    /// <summary>The first of the names that came more than once; null when none did.</summary>
    internal string? Repeated(IReadOnlyList<string> names)
    {
        for (var later = 1; later < _parameters.Count; later++)
        {
            var name = _parameters[later].Key;
            // The few names first: looking each of a hundred thousand up among all would take minutes.
            if (names.Contains(name) && _parameters.FindIndex(pair => pair.Key == name) < later)
                return name;
        }
        return null;
    }

    /// <summary>The same for the same parameters, in whatever order.</summary>
    internal string Digest() =>
        DanceDigest.Of(string.Join('\n', _parameters.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal)));

    private OAuthCallback Read(ReadOnlySpan<char> form)
    {
        foreach (var range in form.Split('&'))
        {
            var pair = form[range];
            var at = pair.IndexOf('=');
            if (!pair.IsEmpty)
                Add(Decode(at < 0 ? pair : pair[..at]), at < 0 ? "" : Decode(pair[(at + 1)..]));
        }
        return this;
    }

    private OAuthCallback Take(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        foreach (var (name, value) in parameters)
            Add(name ?? "", value ?? "");
        return this;
    }

    // "prefetch", and with more behind it, such as ";prerender"; Safari says "preview".
    private static bool LooksAhead(string? purpose) =>
        purpose is not null && (purpose.Contains("prefetch", StringComparison.OrdinalIgnoreCase) || purpose.Contains("preview", StringComparison.OrdinalIgnoreCase));

    private void Add(string name, string value)
    {
        if (value.Length > LongestValue)
            Malformed ??= "a parameter is longer than any provider makes one";
        else if (HasControl(name) || HasControl(value))
            Malformed ??= "a parameter holds a control character";
        else if (!IsText(name) || !IsText(value))
            Malformed ??= "a parameter is not Unicode";
        _parameters.Add(new(name, value));
    }

    private static bool IsAddress(ReadOnlySpan<char> text) => text.StartsWith('/') || (text.IndexOfAny(":=&?") is var at and >= 0 && text[at] == ':');

    // Whoever writes a callback by hand may write what they like, so only what looks like a parameter's name goes to a log.
    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.');

    private static bool IsText(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[++at]))
                return false;
        }
        return true;
    }

    private string Decode(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text) && !text.ContainsAny('%', '+'))
            return text.ToString();
        var escaped = text.ToString().Replace('+', ' ');
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

    private static bool HasControl(string text)
    {
        foreach (var letter in text)
        {
            if (char.IsControl(letter))
                return true;
        }
        return false;
    }

    private string Unreadable(string reason)
    {
        Malformed ??= reason;
        return "";
    }
}
