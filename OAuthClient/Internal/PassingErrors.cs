namespace OAuthClient.Internal;

/// <summary>Errors of a provider after which the same request may succeed later.</summary>
internal static class PassingErrors
{
    // RFC 6749 section 4.1.2.1 defines the first two, for authorization requests; RFC 8628 section 3.5 the last one.
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "temporarily_unavailable", "server_error", "slow_down",
    };

    /// <summary>
    /// Whether a status tells of a server on the way and not of the request, so that the body cannot change it: a proxy
    /// (407), a time-out (408), a wrong server (421), a request that came too early (425), too many (429), a failure.
    /// </summary>
    // RFC 9110 section 15.
    public static bool IsStatus(int status) => status is 407 or 408 or 421 or 425 or 429 or >= 500;
}
