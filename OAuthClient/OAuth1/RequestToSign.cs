namespace OAuthClient.OAuth1;

/// <summary>What a signature covers of a request, as it goes out.</summary>
/// <param name="method">The method.</param>
/// <param name="url">The address.</param>
internal sealed class RequestToSign(string method, Uri url)
{
    // What the address is on the wire: HTTP clients send PathAndQuery, and nothing tidier.
    private readonly string _target = url.PathAndQuery;

    /// <summary>The method.</summary>
    public string Method => method;

    /// <summary>The address.</summary>
    public Uri Url => url;

    /// <summary>The path as it is sent.</summary>
    public ReadOnlySpan<char> Path => QuestionMarkIndex < 0 ? _target : _target.AsSpan(0, QuestionMarkIndex);

    /// <summary>The query as it is sent, without its question mark.</summary>
    public ReadOnlySpan<char> Query => QuestionMarkIndex < 0 ? default : _target.AsSpan(QuestionMarkIndex + 1);

    /// <summary>The Host header, where it is another than the address has it.</summary>
    public string? Host { get; init; }

    /// <summary>The body, where it is a form; empty otherwise.</summary>
    public string Form { get; init; } = "";

    /// <summary>Whether its body is a form, or can be one.</summary>
    public bool TakesForm { get; init; }

    /// <summary>A digest of the body, where it is not a form and the provider wants one.</summary>
    public string? BodyHash { get; init; }

    private int QuestionMarkIndex => _target.IndexOf('?', StringComparison.Ordinal);
}
