using OAuthClient.Internal;

namespace OAuthClient;

/// <summary>The parameters that came back from the provider, as the browser brought them.</summary>
/// <remarks>
/// Any website can have written the parameters, so the dance trusts none of them before it has checked the callback.
/// Making a callback never throws, whatever its text is. Immutable; prints parameter names only.
/// </remarks>
public sealed class OAuthCallback
{
    private static readonly string[] PrefetchHeaders = ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"];
    private readonly List<KeyValuePair<string, string>> _parameters = [];
    private readonly List<(string Name, string Fault)> _faults = [];
    private string? _sizeFault;

    private OAuthCallback(bool isForm) => IsForm = isForm;

    private OAuthCallback(OAuthCallback other)
    {
        IsForm = other.IsForm;
        IsPrefetch = other.IsPrefetch;
        _parameters = other._parameters;
        _faults = other._faults;
        _sizeFault = other._sizeFault;
    }

    /// <summary>All parameters, in the order of the callback.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Parameters => _parameters;

    /// <summary>Whether the callback was posted as a form.</summary>
    internal bool IsForm { get; }

    /// <summary>Whether the request is a browser's prefetch, made without the user.</summary>
    internal bool IsPrefetch { get; private init; }

    /// <summary>The value of a parameter; null when it is absent or empty.</summary>
    /// <remarks>
    /// The value is untrusted until the dance has checked the callback. A value that is not UTF-8 is read as Latin-1.
    /// </remarks>
    /// <param name="name">The name of the parameter.</param>
    public string? this[string name] =>
        _parameters.Find(pair => pair.Key == name) is { Value.Length: > 0 } found ? found.Value : null;

    /// <summary>Reads a callback from its address, or from just the query.</summary>
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
        // A query without an address may hold a question mark after its first name. A path may hold an equals sign.
        if (mark > 0 && !IsAddress(text) && text[..mark].ContainsAny('=', '&'))
            mark = -1;
        return new OAuthCallback(isForm: false).ReadParameters(text[(mark + 1)..]);
    }

    /// <summary>Reads a callback that was posted as a form (OAuth 2.0 Form Post Response Mode).</summary>
    /// <remarks>
    /// The query of the address that the form was posted to is not part of the callback. The provider's page posts the
    /// form from another site, so a browser sends no <c>SameSite=Lax</c> cookies with it. Answer with a page that posts
    /// the form again from your own origin, as OAuthClient.AspNetCore does, and finish the login then.
    /// </remarks>
    /// <param name="body">The body of the request.</param>
    /// <returns>The callback.</returns>
    public static OAuthCallback FromForm(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return new OAuthCallback(isForm: true).ReadParameters(body);
    }

    /// <summary>Makes a callback from a posted form that a framework has decoded.</summary>
    /// <param name="fields">Names and values; a field that was posted twice must be listed twice.</param>
    /// <returns>The callback.</returns>
    public static OAuthCallback FromForm(IEnumerable<KeyValuePair<string, string>> fields) =>
        new OAuthCallback(isForm: true).AddParameters(fields);

    /// <summary>Makes a callback from the parameters of a query that a framework has decoded.</summary>
    /// <param name="parameters">Names and values; a parameter that the query holds twice must be listed twice.</param>
    /// <returns>The callback.</returns>
    public static OAuthCallback FromParameters(IEnumerable<KeyValuePair<string, string>> parameters) =>
        new OAuthCallback(isForm: false).AddParameters(parameters);

    /// <summary>Reads a callback from its address. For a string, call <see cref="FromUrl"/>.</summary>
    /// <param name="url">The whole URL, or a relative one with its query. A fragment is ignored.</param>
    public static implicit operator OAuthCallback(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return FromUrl(url.OriginalString);
    }

    /// <summary>Lists the parameter names for human readers, without values or text that may be a value.</summary>
    /// <returns>For example <c>OAuthCallback { code, state }</c>.</returns>
    public override string ToString()
    {
        var names = _parameters.Select(pair => CallbackText.IsPrintableName(pair.Key) ? pair.Key : "…");
        return $"OAuthCallback {{ {string.Join(", ", names)} }}";
    }

    /// <summary>Reads the headers of the callback, so that a browser's prefetch does not finish the login.</summary>
    /// <param name="header">Gives a header's value by its name; null when there is none.</param>
    /// <returns>The callback, marked as a prefetch if a header says so.</returns>
    public OAuthCallback WithHeaders(Func<string, string?> header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return new(this) { IsPrefetch = PrefetchHeaders.Any(name => IsPrefetchPurpose(header(name))) };
    }

    /// <summary>Makes the same callback with other parameters, such as those of a signed callback's content.</summary>
    /// <param name="parameters">Names and values, which replace all parameters of the callback.</param>
    /// <returns>The callback, which came in the same response mode.</returns>
    public OAuthCallback WithParameters(IEnumerable<KeyValuePair<string, string>> parameters) =>
        new OAuthCallback(IsForm) { IsPrefetch = IsPrefetch }.AddParameters(parameters);

    /// <summary>Whether the callback has a parameter, even with an empty value.</summary>
    internal bool Contains(string name) => _parameters.Exists(pair => pair.Key == name);

    /// <summary>
    /// Finds why a listed parameter cannot be what a provider sent; null when each can be. No other parameter is
    /// judged.
    /// </summary>
    /// <param name="names">The parameters that the checks read; null when the checks read all.</param>
    internal string? FindFault(IReadOnlyList<string>? names) =>
        _sizeFault ?? _faults.Find(odd => names?.Contains(odd.Name) ?? true).Fault;

    /// <summary>Finds a listed name that the callback has more than once; null when there is none.</summary>
    internal string? FindRepeated(IReadOnlyList<string> names)
    {
        for (var later = 1; later < _parameters.Count; later++)
        {
            var name = _parameters[later].Key;
            // The short list is checked first: searching for each of 100,000 parameters among all others would take
            // minutes.
            if (names.Contains(name) && _parameters.FindIndex(pair => pair.Key == name) < later)
                return name;
        }
        return null;
    }

    /// <summary>Computes a digest of the parameters, which does not depend on their order.</summary>
    internal string ComputeDigest()
    {
        // The lengths keep a value with a line break apart from two values, and the fault keeps a text that was not
        // UTF-8 apart from the same text in UTF-8.
        var lines = _parameters
            .Select(pair => $"{pair.Key.Length}:{pair.Key}={pair.Value.Length}:{pair.Value}")
            .Concat(_faults.Select(odd => $"!{odd.Name.Length}:{odd.Name}={odd.Fault}"))
            .Order(StringComparer.Ordinal);
        return Sha256Digest.ComputeUtf16(string.Join('\n', lines));
    }

    private OAuthCallback ReadParameters(ReadOnlySpan<char> form)
    {
        _sizeFault = CallbackText.FindSizeFault(form.Length, form.Count('&'));
        if (_sizeFault is not null)
            return this;
        foreach (var range in form.Split('&'))
        {
            var pair = form[range];
            var at = pair.IndexOf('=');
            if (at >= 0)
                AddEncoded(pair[..at], pair[(at + 1)..]);
            else if (!pair.IsEmpty)
                AddEncoded(pair, "");
        }
        return this;
    }

    private OAuthCallback AddParameters(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var length = 0L;
        foreach (var (name, value) in parameters)
        {
            length += (name?.Length ?? 0) + (value?.Length ?? 0);
            _sizeFault = CallbackText.FindSizeFault(length, _parameters.Count + 1);
            if (_sizeFault is not null)
                return this;
            Add(name ?? "", value ?? "", null);
        }
        return this;
    }

    private void AddEncoded(ReadOnlySpan<char> encodedName, ReadOnlySpan<char> encodedValue)
    {
        var name = CallbackText.Decode(encodedName, out var nameFault);
        var value = CallbackText.Decode(encodedValue, out var valueFault);
        Add(name, value, nameFault ?? valueFault);
    }

    private void Add(string name, string value, string? fault)
    {
        _parameters.Add(new(name, value));
        if ((fault ?? CallbackText.FindFault(name, value)) is { } found)
            _faults.Add((name, found));
    }

    // The header value is "prefetch", perhaps followed by more, such as ";prerender". Safari sends "preview".
    private static bool IsPrefetchPurpose(string? purpose) =>
        purpose is not null
        && (purpose.Contains("prefetch", StringComparison.OrdinalIgnoreCase)
            || purpose.Contains("preview", StringComparison.OrdinalIgnoreCase));

    // An address begins with a slash, or has a colon before the first equals sign, ampersand or question mark.
    private static bool IsAddress(ReadOnlySpan<char> text) =>
        text.StartsWith('/') || (text.IndexOfAny(":=&?") is var at and >= 0 && text[at] == ':');
}
