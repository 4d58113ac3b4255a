using System.Text;

namespace OAuthClient;

/// <summary>
/// A failure of a login, a refresh or a call, in either protocol: the library's error code, the provider's error text,
/// the endpoint, and a hint.
/// </summary>
/// <remarks>
/// Plain data without secrets. Text from the provider is not escaped: never write it into a page unescaped. Immutable.
/// </remarks>
/// <param name="Code">The library's error code, one of <see cref="OAuthErrorCode"/>.</param>
/// <param name="Message">The failure in a sentence, for developers.</param>
public sealed record OAuthError(string Code, string Message)
{
    /// <summary>A remedy for the failure; null when the library knows none.</summary>
    public string? Hint { get; init; }

    /// <summary>The provider's error code, such as <c>invalid_grant</c>.</summary>
    public string? ProviderError { get; init; }

    /// <summary>The provider's description of the error.</summary>
    public string? ProviderDescription { get; init; }

    /// <summary>The address of the provider's page about the error.</summary>
    public string? ProviderUri { get; init; }

    /// <summary>The HTTP status of the provider's answer.</summary>
    public int? Status { get; init; }

    /// <summary>The address of the endpoint that failed, without its query.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The beginning of the provider's answer, with everything that may be a secret masked.</summary>
    public string? Excerpt { get; init; }

    /// <summary>How long the provider asks to wait before the next request, by its <c>Retry-After</c> header.</summary>
    /// <value>Null when the provider gave no time, or more than a month.</value>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Shows the error in one line: codes, status, endpoint, message and hint.</summary>
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
