using System.Text;

namespace OAuthClient;

/// <summary>
/// A failure in one shape for both protocols and all causes: the library's code, the provider's own words, where it
/// happened, and what to do.
/// </summary>
/// <remarks>
/// Plain data without secrets. Text from the provider is not escaped: never write it into a page as it is. Immutable.
/// </remarks>
/// <param name="Code">The library's code, one of <see cref="OAuthErrorCode"/>.</param>
/// <param name="Message">The failure in a sentence, for developers.</param>
public sealed record OAuthError(string Code, string Message)
{
    /// <summary>A remedy, where the library can tell one.</summary>
    public string? Hint { get; init; }

    /// <summary>The provider's code, such as <c>invalid_grant</c>.</summary>
    public string? ProviderError { get; init; }

    /// <summary>The provider's explanation.</summary>
    public string? ProviderDescription { get; init; }

    /// <summary>The provider's page about the error.</summary>
    public string? ProviderUri { get; init; }

    /// <summary>The HTTP status of the provider's answer.</summary>
    public int? Status { get; init; }

    /// <summary>The endpoint, without its query.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The beginning of the provider's answer, with everything that may be a secret masked.</summary>
    public string? Excerpt { get; init; }

    /// <summary>How long the provider asks to wait before the next try, by its <c>Retry-After</c> header.</summary>
    /// <value>Null when the provider did not say, or named more than a month.</value>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The error in one line: codes, status, endpoint, message and hint.</summary>
    /// <returns>
    /// For example <c>provider_error (invalid_grant: code expired) at https://example.com/token: …</c>.
    /// </returns>
    public override string ToString()
    {
        var line = new StringBuilder(Code);
        var words = string.Join(": ", new[] { ProviderError, ProviderDescription }.OfType<string>());
        if (words.Length > 0)
            line.Append($" ({words})");
        if (Status is not null)
            line.Append($" [HTTP {Status}]");
        if (Endpoint is not null)
            line.Append($" at {Endpoint}");
        line.Append($": {Message}");
        if (Hint is not null)
            line.Append($" {Hint}");
        return line.ToString();
    }
}
