namespace OAuthClient.Internal;

/// <summary>
/// The checks of one finish, for <c>oauth_trace</c>. The code that makes a check records it: it starts the check with
/// the values that it compares, and goes on, or throws. Not thread-safe; each finish has its own.
/// </summary>
internal sealed class CallbackChecks
{
    private readonly List<TraceCheck> _ended = [];

    // The check that has started and not ended. It has failed unless the code goes on.
    private TraceCheck? _open;

    /// <summary>Starts a check. The one before has passed.</summary>
    public void Start(string name, string? expected = null, string? actual = null)
    {
        Pass();
        _open = new(name, TraceCheckResult.Failed) { Expected = expected, Actual = actual };
    }

    /// <summary>Ends the started check: the callback has passed.</summary>
    /// <param name="actual">The value that came, where it is known only now.</param>
    public void Pass(string? actual = null)
    {
        if (_open is { } open)
            _ended.Add(open with { Result = TraceCheckResult.Passed, Actual = actual ?? open.Actual });
        _open = null;
    }

    /// <summary>Records a check that is not made. The one before has passed.</summary>
    public void Skip(string name, string reason)
    {
        Pass();
        _ended.Add(new(name, TraceCheckResult.NotApplicable) { Reason = reason });
    }

    /// <summary>Forgets the started check, which was none.</summary>
    public void Withdraw() => _open = null;

    /// <summary>Forgets a check and the ones after it: they are made again.</summary>
    public void GoBackTo(string name)
    {
        Pass();
        var at = _ended.FindIndex(check => check.Name == name);
        if (at >= 0)
            _ended.RemoveRange(at, _ended.Count - at);
    }

    /// <summary>The checks in their order. A check that has not passed is the last, and has failed.</summary>
    public IReadOnlyList<TraceCheck> List() => _open is null ? [.. _ended] : [.. _ended, _open];
}
