namespace OAuthClient.Internal;

/// <summary>The origins that get a provider's token: read once for a dance, asked at every call. All others never get it.</summary>
internal sealed class TokenOrigins(OAuthProvider provider)
{
    private readonly Origin[] _origins = [.. provider.Origins.Append(provider.ApiBaseUrl).OfType<string>().Select(url => new Origin(new(url)))];

    private sealed class Origin(Uri url)
    {
        public Uri Url => url;

        /// <summary>As an address begins that spells it the usual way: <c>https://api.example.com</c>.</summary>
        public string Text { get; } = url.GetLeftPart(UriPartial.Authority);
    }

    /// <summary>Whether the token may go there.</summary>
    public bool Contains(Uri url)
    {
        foreach (var origin in _origins)
        {
            if (SafeUrl.SameOrigin(origin.Url, url))
                return true;
        }
        return false;
    }

    /// <summary>Whether the token may go there; not to what is no absolute address.</summary>
    public bool Contains(string url)
    {
        foreach (var origin in _origins)
        {
            // RFC 3986 section 3.2: the authority ends at the next slash, question mark or number sign, so nothing behind it makes another.
            if (url.StartsWith(origin.Text, StringComparison.Ordinal) && url.AsSpan(origin.Text.Length) is [] or ['/' or '?' or '#', ..])
                return true;
        }
        return Uri.TryCreate(url, UriKind.Absolute, out var parsed) && Contains(parsed);
    }
}
