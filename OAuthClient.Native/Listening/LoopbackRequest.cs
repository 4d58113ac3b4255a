namespace OAuthClient.Native.Listening;

/// <summary>A request that a browser sent to the listener.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">The path with the query, as it came.</param>
/// <param name="Headers">The headers, by their names in any case.</param>
internal sealed record LoopbackRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The body, in Latin-1.</summary>
    public string Body { get; init; } = "";

    public string Path => Target.Split('?')[0];

    public string? this[string header] => Headers.GetValueOrDefault(header);
}
