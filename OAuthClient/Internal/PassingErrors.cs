namespace OAuthClient.Internal;

/// <summary>Errors of a provider after which the same request may succeed later.</summary>
internal static class PassingErrors
{
    // RFC 6749 section 4.1.2.1 defines the first two, for authorization requests; RFC 8628 section 3.5 the last one.
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "temporarily_unavailable", "server_error", "slow_down",
    };
}
