using System.Net.Http.Headers;

namespace OAuthClient.Http;

/// <summary>
/// An answer of a protocol endpoint: a body of at most one mebibyte, and the headers that the protocol uses. Prints
/// without the body.
/// </summary>
internal sealed record ProtocolAnswer(string Endpoint, int Status, string Body)
{
    /// <summary>Whether the body is complete.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>The wait that the endpoint asks for.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The <c>WWW-Authenticate</c> header of a refusal.</summary>
    public string? Challenge { get; init; }

    /// <summary>The time of the answer by the clock of the endpoint.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Where a redirect leads: its origin and path, which may hold a secret of the request.</summary>
    public string? RedirectTarget { get; init; }

    /// <summary>The content type, which decides nothing and is shown in transcripts.</summary>
    public string? ContentType { get; init; }

    /// <summary>All headers, for extensions.</summary>
    public HttpResponseHeaders? Headers { get; init; }

    public override string ToString() => $"{Status} from {Endpoint}";
}
