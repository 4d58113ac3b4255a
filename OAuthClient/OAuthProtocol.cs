namespace OAuthClient;

/// <summary>What a protocol needs to know to begin.</summary>
internal sealed record DanceStart(string RedirectUri, IReadOnlyList<string> Scopes, IReadOnlyDictionary<string, string> Parameters);

/// <summary>What move one brought: where the user logs in, what the callback will be recognized by, and what finishes the dance.</summary>
internal sealed record FirstMove(Uri AuthorizationUrl, string Handle, Secret Proof)
{
    public required string RedirectUri { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];
}

/// <summary>
/// The two moves that a protocol makes in a dance, and how it reads a callback and signs a call. It keeps nothing between moves:
/// the state of a dance is its <see cref="PendingDance"/>.
/// </summary>
internal abstract class OAuthProtocol
{
    /// <summary>What a callback is recognized by, as our error codes call it: <c>state</c> or <c>request_token</c>.</summary>
    public abstract string HandleName { get; }

    /// <summary>The parameters of a callback that must stand alone.</summary>
    public abstract IReadOnlyList<string> SingleParameters { get; }

    /// <summary>The parameters of its requests that only the protocol may set.</summary>
    public abstract IReadOnlyList<string> OwnParameters { get; }

    /// <summary>The handle in a callback; null when there is none.</summary>
    public abstract string? HandleIn(OAuthCallback callback);

    /// <summary>Refuses a callback that came another way than asked for, or from another server.</summary>
    public abstract void CheckSource(OAuthCallback callback);

    /// <summary>Move one: to where the user logs in.</summary>
    public abstract ValueTask<FirstMove> BeginAsync(DanceStart start, CancellationToken cancellationToken);

    /// <summary>Move two: from a callback whose sender is known to a token.</summary>
    public abstract ValueTask<OAuthToken> FinishAsync(PendingDance pending, OAuthCallback callback, CancellationToken cancellationToken);

    /// <summary>Whether a new token can be had for this one, without the user.</summary>
    public virtual bool CanRefresh(OAuthToken token) => false;

    /// <summary>Gets a new token for one that <see cref="CanRefresh"/>, once. What the answer leaves out stays as it was.</summary>
    public virtual ValueTask<OAuthToken> RefreshAsync(OAuthToken token, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Whether a refresh failed because the provider will never again take the refresh token.</summary>
    public virtual bool IsOver(OAuthError error) => false;

    /// <summary>Tells the provider that a token is no longer used; nothing, where it cannot be told.</summary>
    public virtual ValueTask RevokeAsync(OAuthToken token, CancellationToken cancellationToken) => default;

    /// <summary>What calls without a token are signed with; null when there are no such calls.</summary>
    public virtual OAuthToken? NoToken => null;

    /// <summary>Whether it learns from calls that were refused.</summary>
    public virtual bool Learns => false;

    /// <summary>Learns from the answer to a call.</summary>
    /// <returns>Whether to attach the token anew and send the call once more.</returns>
    public virtual ValueTask<bool> LearnAsync(HttpResponseMessage answer, CancellationToken cancellationToken) => default;

    /// <summary>Attaches the token to a call, or signs the call with it. Nothing may change the call afterwards.</summary>
    public abstract ValueTask AttachAsync(HttpRequestMessage request, OAuthToken token, CancellationToken cancellationToken);

    /// <summary>Takes off what was attached to a message that is now sent to where the token does not go.</summary>
    public virtual void Detach(HttpRequestMessage request) { }
}
