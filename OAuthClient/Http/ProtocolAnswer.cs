namespace OAuthClient.Http;

/// <summary>What an endpoint of the protocol answered: at most a mebibyte of text, and the headers that say something. Prints without the text.</summary>
internal sealed record ProtocolAnswer(string Endpoint, int Status, string Body)
{
    /// <summary>Whether all of the body came.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>How long to wait, if the endpoint said so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The <c>WWW-Authenticate</c> header of a refusal.</summary>
    public string? Challenge { get; init; }

    /// <summary>When the endpoint answered, by its own clock.</summary>
    public DateTimeOffset? Date { get; init; }

    public override string ToString() => $"{Status} from {Endpoint}";
}
