namespace OAuthClient.Internal;

/// <summary>
/// The origins that get a provider's token. They are parsed once for a dance and compared at every call. No other
/// origin gets the token.
/// </summary>
internal sealed class TokenOrigins(OAuthProvider provider)
{
    private readonly Origin[] _origins =
        [.. provider.Origins.Append(provider.ApiBaseUrl).OfType<string>().Select(url => new Origin(new(url)))];

    private sealed class Origin(Uri url)
    {
        public Uri Url => url;

        /// <summary>The origin in its usual spelling: <c>https://api.example.com</c>.</summary>
        public string NormalizedText { get; } = url.GetLeftPart(UriPartial.Authority);
    }

    /// <summary>Whether the token may go to the address.</summary>
    public bool Contains(Uri url)
    {
        foreach (var origin in _origins)
        {
            if (SafeUrl.IsSameOrigin(origin.Url, url))
                return true;
        }
        return false;
    }

    /// <summary>Whether the token may go to the address. A relative address is at no origin.</summary>
    public bool Contains(string url)
    {
        foreach (var origin in _origins)
        {
            if (StartsWith(url, origin.NormalizedText))
                return true;
        }
        return Uri.TryCreate(url, UriKind.Absolute, out var parsed) && Contains(parsed);
    }

    // RFC 3986 section 3.2: the authority ends at the next slash, question mark or number sign.
    private static bool StartsWith(string url, string origin) =>
        url.StartsWith(origin, StringComparison.Ordinal)
        && url.AsSpan(origin.Length) is [] or ['/' or '?' or '#', ..];
}
