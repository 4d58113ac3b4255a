namespace OAuthClient.Login;

/// <summary>The outcome of a callback that a browser has only looked ahead at: nothing was done.</summary>
internal static class PrefetchOutcome
{
    // An error status makes a browser discard the page that it has prefetched.
    public static OAuthOutcome Value { get; } = new(OAuthOutcomeKind.Refused, new(503))
    {
        Error = new(
            OAuthErrorCode.Prefetch,
            "The browser only looked ahead; nothing was done, and the login waits for the user."),
        Explanation = "a browser looked ahead: no signal was sent",
    };
}
