namespace OAuthClient.Login;

/// <summary>
/// Keeps receivers of <c>oauth_error</c> from recursion: an error that arises while the receivers of the same dance run
/// in the same flow sends no further signal. Receivers of several dances may call each other, a few levels deep.
/// </summary>
internal sealed class ErrorSignalGuard : IDisposable
{
    // A receiver may make a new dance each time.
    private const int MaxDepth = 4;
    private static readonly AsyncLocal<ErrorSignalGuard?> Innermost = new();
    private readonly OAuthDance _dance;
    private readonly ErrorSignalGuard? _outer;
    private readonly int _depth;
    private volatile bool _hasEnded;

    private ErrorSignalGuard(OAuthDance dance, ErrorSignalGuard? outer)
    {
        _dance = dance;
        _outer = outer;
        _depth = outer is null ? 1 : outer._depth + 1;
    }

    /// <summary>Begins to send the signal in this flow. The guard ends when it is disposed.</summary>
    /// <param name="dance">The dance.</param>
    /// <param name="isShared">
    /// Whether the error belongs to other callers too, as that of a refresh: it is told even inside of a receiver.
    /// </param>
    /// <returns>The guard; null when the signal must not be sent.</returns>
    public static ErrorSignalGuard? TryEnter(OAuthDance dance, bool isShared = false)
    {
        var outer = FindRunning();
        if (outer?._depth >= MaxDepth || (!isShared && IsRunning(dance, outer)))
            return null;
        return Innermost.Value = new(dance, outer);
    }

    public void Dispose() => _hasEnded = true;

    private static bool IsRunning(OAuthDance dance, ErrorSignalGuard? innermost)
    {
        for (var guard = innermost; guard is not null; guard = guard._outer)
        {
            if (guard._dance == dance && !guard._hasEnded)
                return true;
        }
        return false;
    }

    // Work that a receiver began, and that goes on after its end, has the guard of the receiver too.
    private static ErrorSignalGuard? FindRunning()
    {
        var guard = Innermost.Value;
        while (guard is { _hasEnded: true })
            guard = guard._outer;
        return guard;
    }
}
