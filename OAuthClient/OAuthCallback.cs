using OAuthClient.Internal;

namespace OAuthClient;

/// <summary>The parameters that came back from the provider, as the browser brought them.</summary>
/// <remarks>
/// Any website can have written them, so the dance believes nothing in them until it has checked it. Making a callback
/// never throws, whatever the text. Immutable; prints names only.
/// </remarks>
public sealed class OAuthCallback
{
    private static readonly string[] PrefetchHeaders = ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"];
    private readonly List<KeyValuePair<string, string>> _parameters;

    private OAuthCallback(bool isForm, List<KeyValuePair<string, string>>? parameters = null)
    {
        IsForm = isForm;
        _parameters = parameters ?? [];
    }

    /// <summary>Why the text could not be read; null when it could.</summary>
    internal string? Malformed { get; private set; }

    /// <summary>All parameters, as they came.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Parameters => _parameters;

    /// <summary>Whether the callback was posted as a form.</summary>
    internal bool IsForm { get; }

    /// <summary>Whether the browser prefetches the address, and no user has come.</summary>
    internal bool IsPrefetch { get; private set; }

    /// <summary>The value of a parameter; null when it is absent or empty.</summary>
    /// <remarks>It is the browser's word until the dance has authorized it.</remarks>
    /// <param name="name">The name of the parameter.</param>
    public string? this[string name] =>
        _parameters.Find(pair => pair.Key == name) is { Value.Length: > 0 } found ? found.Value : null;

    /// <summary>Reads a callback's address, or just its query.</summary>
    /// <param name="url">
    /// The whole URL, a path with a query, or a query with or without its <c>?</c>. A fragment is ignored.
    /// </param>
    /// <returns>The callback.</returns>
    public static OAuthCallback FromUrl(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var fragment = url.IndexOf('#', StringComparison.Ordinal);
        var text = fragment >= 0 ? url.AsSpan(0, fragment) : url.AsSpan();
        var mark = text.IndexOf('?');
        // A bare query may hold a question mark of its own, behind its first name; and a path may hold an equals sign.
        if (mark > 0 && !IsAddress(text) && text[..mark].ContainsAny('=', '&'))
            mark = -1;
        return new OAuthCallback(isForm: false).Read(text[(mark + 1)..]);
    }

    /// <summary>Reads a callback that was posted as a form (OAuth 2.0 Form Post Response Mode).</summary>
    /// <remarks>The query of the form's address does not belong to the callback.</remarks>
    /// <param name="body">The body of the request.</param>
    /// <returns>The callback.</returns>
    public static OAuthCallback FromForm(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return new OAuthCallback(isForm: true).Read(body);
    }

    /// <summary>Takes a posted form that a framework has decoded.</summary>
    /// <param name="fields">Names and values; a field that came twice must be in it twice.</param>
    /// <returns>The callback.</returns>
    public static OAuthCallback FromForm(IEnumerable<KeyValuePair<string, string>> fields) =>
        new OAuthCallback(isForm: true).AddAll(fields);

    /// <summary>Takes parameters of a query that a framework has decoded.</summary>
    /// <param name="parameters">Names and values; a parameter that came twice must be in it twice.</param>
    /// <returns>The callback.</returns>
    public static OAuthCallback FromParameters(IEnumerable<KeyValuePair<string, string>> parameters) =>
        new OAuthCallback(isForm: false).AddAll(parameters);

    /// <summary>Reads a callback's address. A string is read by <see cref="FromUrl"/>.</summary>
    /// <param name="url">The whole URL, or a relative one with its query. A fragment is ignored.</param>
    public static implicit operator OAuthCallback(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return FromUrl(url.OriginalString);
    }

    /// <summary>The names that came, for people; no values, and nothing that may be one.</summary>
    /// <returns>For example <c>OAuthCallback { code, state }</c>.</returns>
    public override string ToString()
    {
        var names = _parameters.Select(pair => CallbackText.IsPrintableName(pair.Key) ? pair.Key : "…");
        return $"OAuthCallback {{ {string.Join(", ", names)} }}";
    }

    /// <summary>Reads the headers of the callback, so that a browser's prefetch does not spend the login.</summary>
    /// <param name="header">Gives a header's value by its name; null when there is none.</param>
    /// <returns>The callback with what the headers say.</returns>
    public OAuthCallback WithHeaders(Func<string, string?> header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return new(IsForm, _parameters)
        {
            Malformed = Malformed,
            IsPrefetch = PrefetchHeaders.Any(name => IsPrefetchPurpose(header(name))),
        };
    }

    /// <summary>Whether the callback has a parameter, be it empty.</summary>
    internal bool Contains(string name) => _parameters.Exists(pair => pair.Key == name);

    /// <summary>Finds the first of the names that came more than once; null when none did.</summary>
    internal string? FindRepeated(IReadOnlyList<string> names)
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

    /// <summary>The same digest for the same parameters, in any order.</summary>
    internal string Digest()
    {
        var lines = _parameters.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal);
        return Sha256Digest.Of(string.Join('\n', lines));
    }

    private OAuthCallback Read(ReadOnlySpan<char> form)
    {
        foreach (var range in form.Split('&'))
        {
            var pair = form[range];
            var at = pair.IndexOf('=');
            if (at >= 0)
                Add(Decode(pair[..at]), Decode(pair[(at + 1)..]));
            else if (!pair.IsEmpty)
                Add(Decode(pair), "");
        }
        return this;
    }

    private OAuthCallback AddAll(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        foreach (var (name, value) in parameters)
            Add(name ?? "", value ?? "");
        return this;
    }

    private void Add(string name, string value)
    {
        Malformed ??= CallbackText.FaultOf(name, value);
        _parameters.Add(new(name, value));
    }

    private string Decode(ReadOnlySpan<char> text)
    {
        var decoded = CallbackText.Decode(text, out var fault);
        Malformed ??= fault;
        return decoded;
    }

    // The header says "prefetch", perhaps with more behind it, such as ";prerender". Safari says "preview".
    private static bool IsPrefetchPurpose(string? purpose) =>
        purpose is not null
        && (purpose.Contains("prefetch", StringComparison.OrdinalIgnoreCase)
            || purpose.Contains("preview", StringComparison.OrdinalIgnoreCase));

    // A slash at the beginning, or a colon before any of the signs that only a query has.
    private static bool IsAddress(ReadOnlySpan<char> text) =>
        text.StartsWith('/') || (text.IndexOfAny(":=&?") is var at and >= 0 && text[at] == ':');
}
