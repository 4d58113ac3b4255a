namespace OAuthClient;

/// <summary>How a check of a callback ended.</summary>
public enum TraceCheckResult
{
    /// <summary>The callback passed.</summary>
    Passed,

    /// <summary>The check refused the callback, or could not be made. No later check was made.</summary>
    Failed,

    /// <summary>The check does not apply to this provider, host or callback.</summary>
    NotApplicable,
}
