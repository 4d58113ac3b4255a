namespace OAuthClient.Native.Listening;

/// <summary>An answer of the listener.</summary>
/// <param name="Response">The response.</param>
internal sealed record LoopbackAnswer(OAuthResponse Response)
{
    /// <summary>Headers besides those of the response.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static LoopbackAnswer Text(int status, string text) => new(OAuthResponse.Text(text, status));

    public static LoopbackAnswer NotAllowed(string method) => Text(405, $"Only {method} is taken here.") with
    {
        Headers = new Dictionary<string, string> { ["Allow"] = method },
    };
}
