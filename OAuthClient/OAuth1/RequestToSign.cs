namespace OAuthClient.OAuth1;

/// <summary>The parts of a request that its signature covers, as they are sent.</summary>
/// <param name="method">The request's method.</param>
/// <param name="url">The request's address.</param>
/// <param name="pathAndQuery">The path and the query as they are sent; by default those of the address.</param>
internal sealed class RequestToSign(string method, Uri url, string? pathAndQuery = null)
{
    // HTTP clients send exactly PathAndQuery.
    private readonly string _pathAndQuery = pathAndQuery ?? url.PathAndQuery;

    public string Method => method;

    public Uri Url => url;

    /// <summary>The path as it is sent.</summary>
    public ReadOnlySpan<char> Path =>
        QuestionMarkIndex < 0 ? _pathAndQuery : _pathAndQuery.AsSpan(0, QuestionMarkIndex);

    /// <summary>The query as it is sent, without its question mark.</summary>
    public ReadOnlySpan<char> Query =>
        QuestionMarkIndex < 0 ? default : _pathAndQuery.AsSpan(QuestionMarkIndex + 1);

    /// <summary>The Host header, when it differs from the host of the address; otherwise null.</summary>
    public string? Host { get; init; }

    /// <summary>The body when it is a form, as <see cref="FormText"/>; otherwise empty.</summary>
    public string Form { get; init; } = "";

    /// <summary>Whether the body is a form, to which parameters can be added.</summary>
    public bool TakesForm { get; init; }

    /// <summary>The hash of a body that is not a form; null when the provider requires none.</summary>
    public string? BodyHash { get; init; }

    private int QuestionMarkIndex => _pathAndQuery.IndexOf('?', StringComparison.Ordinal);
}
