namespace OAuthClient;

/// <summary>
/// The args of <c>oauth_trace</c>: an event in the life of a login or token, for logs and bug reports.
/// </summary>
/// <remarks>
/// Prints without secrets. A property that does not belong to the event is null. Immutable; only a dance makes
/// instances.
/// </remarks>
public sealed class TraceArgs
{
    internal TraceArgs(OAuthTraceEvent @event, string provider)
    {
        Event = @event;
        Provider = provider;
    }

    /// <summary>The event.</summary>
    public OAuthTraceEvent Event { get; }

    /// <summary>The name of the provider.</summary>
    public string Provider { get; }

    /// <summary>
    /// The number of the begin, finish, grant, refresh or sign-out that the event belongs to. Numbers are unique in a
    /// process, so that events of operations that run at the same time can be told apart.
    /// </summary>
    /// <value>Zero when the event belongs to none of these operations.</value>
    public long Operation { get; internal init; }

    /// <summary>
    /// A short digest of the login's <c>state</c> or request token, the same from its beginning to its end, and on all
    /// machines.
    /// </summary>
    public string? Login { get; internal init; }

    /// <summary>The user of the login or token.</summary>
    /// <value>
    /// <see cref="OAuthUser.Unknown"/> when the event has no user, or the user is not known yet;
    /// <see cref="OAuthUser.Application"/> when the token is the program's own.
    /// </value>
    public OAuthUser User { get; internal init; }

    /// <summary>The user's account at the provider, where the event has a token.</summary>
    public string? Account { get; internal init; }

    /// <summary>The outcome of a login.</summary>
    public OAuthOutcomeKind? Outcome { get; internal init; }

    /// <summary>The token: a new one, or the one whose refresh failed.</summary>
    public OAuthToken? Token { get; internal init; }

    /// <summary>The token that a refresh has replaced.</summary>
    public OAuthToken? FormerToken { get; internal init; }

    /// <summary>Whether <see cref="Token"/> can still be used after its refresh has failed.</summary>
    public bool? IsTokenValid { get; internal init; }

    /// <summary>The failure.</summary>
    public OAuthError? Error { get; internal init; }

    /// <summary>The exception of a store, a receiver or another class of the host.</summary>
    /// <remarks>Its text is the host's own.</remarks>
    public Exception? Exception { get; internal init; }

    /// <summary>How long the request or the refresh took.</summary>
    public TimeSpan? Duration { get; internal init; }

    /// <summary>The reason for sending a call once more: <c>token</c>, <c>clock</c> or <c>extension</c>.</summary>
    public string? RetryCause { get; internal init; }

    /// <summary>
    /// The exchange with the provider: a request and its answer, the redirect to the provider, or the callback.
    /// </summary>
    public TraceExchange? Exchange { get; internal init; }

    /// <summary>
    /// The checks that a callback went through, in their order, up to the one that failed; with a login that finished,
    /// also those of the token that its code brought.
    /// </summary>
    /// <value>Empty for events that do not end a finish, and for a callback that was only fetched ahead.</value>
    public IReadOnlyList<TraceCheck> Checks { get; internal init; } = [];

    /// <summary>Shows the event, its provider and its error in one line.</summary>
    /// <returns>For example <c>RefreshFailed (github): endpoint_timeout at https://example.com/token: …</c>.</returns>
    public override string ToString() =>
        Error is null ? $"{Event} ({Provider})" : $"{Event} ({Provider}): {Error}";
}
