namespace OAuthClient.Internal;

/// <summary>The step of a login that failed.</summary>
internal enum LoginStep
{
    Begin,
    Finish,
    Grant,

    /// <summary>No step of a login: a refresh or call, whose failure belongs to all callers that wait for it.</summary>
    Shared,
}
