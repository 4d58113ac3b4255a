namespace OAuthClient.Refresh;

/// <summary>A refresh that failed.</summary>
/// <param name="Exception">The failure.</param>
/// <param name="AccessToken">The token that was to be refreshed; empty when there was none.</param>
/// <param name="BeganAt">The timestamp of the failure.</param>
internal sealed record RefreshFailure(OAuthException Exception, Secret AccessToken, long BeganAt)
{
    /// <summary>The number of failures of the same meaning in a row.</summary>
    public int Count { get; init; }

    /// <summary>Whether the failure was told after the end of the token.</summary>
    public bool IsEndTold { get; init; }

    public bool IsLike(OAuthException other) =>
        Exception.Meaning == other.Meaning && IsOfStore(Exception) == IsOfStore(other);

    public OAuthException WithRemaining(TimeSpan remaining)
    {
        var error = Exception.Error;
        var shown = error.RetryAfter is null ? error : error with { RetryAfter = remaining };
        return new(Exception.Kind, shown) { Meaning = Exception.Meaning };
    }

    private static bool IsOfStore(OAuthException failure) => failure.Error.Code == OAuthErrorCode.StoreFailed;
}
