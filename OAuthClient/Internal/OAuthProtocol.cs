namespace OAuthClient.Internal;

/// <summary>
/// The requests of a protocol: how a login begins and finishes, how a callback is read, how a token is refreshed,
/// revoked and attached to a call. A protocol keeps no state of a dance: that is its <see cref="PendingDance"/>.
/// </summary>
internal abstract class OAuthProtocol
{
    public abstract CallbackErrorCodes CallbackErrors { get; }

    /// <summary>The parameters that a callback may hold once only.</summary>
    public abstract IReadOnlyList<string> SingleParameters { get; }

    /// <summary>The parameters of requests that only the protocol may set.</summary>
    public abstract IReadOnlyList<string> ReservedParameters { get; }

    /// <summary>Reads the id of the pending dance from a callback; null when the callback has none.</summary>
    public abstract string? ReadId(OAuthCallback callback);

    /// <summary>Refuses a callback of another response mode than the one asked for, or of another issuer.</summary>
    public abstract void CheckSource(OAuthCallback callback);

    /// <summary>Prepares the authorization request, with the requests that must come before it.</summary>
    public abstract ValueTask<BegunLogin> BeginAsync(AuthorizationStart start, CancellationToken cancellationToken);

    /// <summary>Sends the token request, for a callback that has passed the checks.</summary>
    public abstract ValueTask<OAuthToken> FinishAsync(
        PendingDance pending, OAuthCallback callback, CancellationToken cancellationToken);

    /// <summary>Whether the protocol can replace this token without its user.</summary>
    public virtual bool CanRefresh(OAuthToken token) => false;

    /// <summary>Refreshes a token that <see cref="CanRefresh"/>.</summary>
    /// <returns>The new token. Fields that the answer leaves out are those of the old one.</returns>
    public virtual ValueTask<OAuthToken> RefreshAsync(OAuthToken token, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Whether the error says that the provider will never accept the refresh token again.</summary>
    public virtual bool EndsLogin(OAuthError error) => false;

    /// <summary>Revokes a token; does nothing where the provider cannot revoke.</summary>
    public virtual ValueTask RevokeAsync(OAuthToken token, CancellationToken cancellationToken) => default;

    /// <summary>
    /// The empty token that calls of the program itself are signed with; null in a protocol without such calls.
    /// </summary>
    public virtual OAuthToken? ClientOnlyToken => null;

    /// <summary>Whether the answer to a refused call can correct the clock of the next one.</summary>
    public virtual bool CorrectsClock => false;

    /// <summary>Corrects the clock by the answer to a call.</summary>
    /// <returns>Whether to attach the token again and send the call once more.</returns>
    public virtual ValueTask<bool> CorrectClockAsync(
        HttpResponseMessage answer, CancellationToken cancellationToken) => default;

    /// <summary>Attaches the token to a call, or signs the call with it. The call must not change afterwards.</summary>
    public abstract ValueTask AttachAsync(
        HttpRequestMessage request, OAuthToken token, CancellationToken cancellationToken);

    /// <summary>Removes the token from a message that now goes to an origin that may not have it.</summary>
    public virtual void Detach(HttpRequestMessage request) { }
}
