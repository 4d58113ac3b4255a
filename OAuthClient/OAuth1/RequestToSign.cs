namespace OAuthClient.OAuth1;

/// <summary>The parts of a request that its signature covers, as they are sent.</summary>
internal sealed class RequestToSign(string method, Uri url)
{
    // HTTP clients send exactly PathAndQuery.
    private readonly string _pathAndQuery = url.PathAndQuery;

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

    /// <summary>The body when it is a form; otherwise empty.</summary>
    public string Form { get; init; } = "";

    /// <summary>Whether the body is a form or can become one.</summary>
    public bool TakesForm { get; init; }

    /// <summary>The hash of a body that is not a form; null when the provider requires none.</summary>
    public string? BodyHash { get; init; }

    private int QuestionMarkIndex => _pathAndQuery.IndexOf('?', StringComparison.Ordinal);
}
