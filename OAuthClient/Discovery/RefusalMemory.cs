namespace OAuthClient.Discovery;

/// <summary>
/// Remembers the failure of a registration for a while, so that many callers do not ask a provider that refuses again
/// and again. Thread-safe.
/// </summary>
internal sealed class RefusalMemory(TimeProvider time)
{
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterOutage = TimeSpan.FromSeconds(5);
    private volatile Refusal? _last;

    public void Remember(OAuthException failure)
    {
        // The store may work again at once, and the provider has refused nothing.
        if (failure.Error.Code is OAuthErrorCode.StoreFailed)
            return;
        var isRefusal = failure.Error is { Status: >= 400 and < 500 } or { Code: OAuthErrorCode.RegistrationInvalid };
        _last = new(failure, time.GetUtcNow() + (isRefusal ? AfterRefusal : AfterOutage));
    }

    /// <exception cref="OAuthException">The provider refused a moment ago.</exception>
    public void ThrowIfRecent()
    {
        if (_last is { } last && time.GetUtcNow() < last.Until)
            throw new OAuthException(last.Failure.Kind, last.Failure.Error);
    }

    private sealed record Refusal(OAuthException Failure, DateTimeOffset Until);
}
