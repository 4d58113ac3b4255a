namespace OAuthClient;

/// <summary>
/// What went wrong in a dance, in one shape for both protocols and all causes: our code, the provider's own words, where, and what to
/// do. Plain data without secrets. Text from the provider is not escaped: never write it into a page as it is. Immutable.
/// </summary>
/// <param name="Code">Our code, one of <see cref="OAuthErrorCode"/>.</param>
/// <param name="Message">What happened, for developers.</param>
public sealed record OAuthError(string Code, string Message)
{
    /// <summary>What to do about it, if we can tell.</summary>
    public string? Hint { get; init; }

    /// <summary>The provider's code, such as <c>invalid_grant</c>.</summary>
    public string? ProviderError { get; init; }

    /// <summary>The provider's explanation.</summary>
    public string? ProviderDescription { get; init; }

    /// <summary>The provider's page about it.</summary>
    public string? ProviderUri { get; init; }

    /// <summary>The HTTP status of the provider's answer.</summary>
    public int? Status { get; init; }

    /// <summary>Which endpoint it was, without its query.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The beginning of the provider's answer, with whatever may be a secret masked.</summary>
    public string? Excerpt { get; init; }

    /// <summary>How long the provider asks to wait before the next try, by its <c>Retry-After</c> header; null when it did not say, or named more than a month.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>One line with all that is known.</summary>
    /// <returns>For example <c>provider_error (invalid_grant: code expired) at https://example.com/token: …</c>.</returns>
    public override string ToString()
    {
        var words = string.Join(": ", new[] { ProviderError, ProviderDescription }.OfType<string>());
        var status = Status is null ? "" : $" [HTTP {Status}]";
        return $"{Code}{(words.Length == 0 ? "" : $" ({words})")}{status}{(Endpoint is null ? "" : $" at {Endpoint}")}: {Message}{(Hint is null ? "" : $" {Hint}")}";
    }
}
