using System.Net;

namespace OAuthClient.Internal;

/// <summary>
/// The requests of a protocol: how a login begins and finishes, how a callback is read, how a token is refreshed,
/// revoked and attached to a call. A protocol object keeps no state of a login: that is in the
/// <see cref="PendingDance"/>.
/// </summary>
internal abstract class OAuthProtocol
{
    public abstract CallbackErrorCodes CallbackErrors { get; }

    /// <summary>The parameters that a callback must not repeat.</summary>
    public abstract IReadOnlyList<string> UnrepeatableParameters { get; }

    /// <summary>
    /// The parameters that the checks of a callback read; null when they read all. No other parameter can refuse a
    /// callback.
    /// </summary>
    public abstract IReadOnlyList<string>? JudgedParameters { get; }

    /// <summary>The parameters of requests that only the protocol may set.</summary>
    public abstract IReadOnlyList<string> ReservedParameters { get; }

    /// <summary>Reads the id of the pending dance from a callback; null when the callback has none.</summary>
    public abstract string? ReadId(OAuthCallback callback);

    /// <summary>
    /// Makes the error for a callback that names no pending dance. Any website can have written its words.
    /// </summary>
    /// <param name="callback">The callback.</param>
    /// <param name="hasBrowserKey">Whether the browser has begun a login here, of which nothing more is known.</param>
    public virtual OAuthException CreateIdMissingError(OAuthCallback callback, bool hasBrowserKey) =>
        OAuthException.Refused(
            CallbackErrors.IdMissing,
            "The callback does not say which login it ends.",
            "A provider always returns what was sent; a user may have opened the address by hand.");

    /// <summary>
    /// Refuses a callback whose response mode is not the one asked for, or whose issuer is not the provider.
    /// </summary>
    public abstract void CheckCallbackSource(OAuthCallback callback, CallbackChecks? checks);

    /// <summary>Prepares the authorization request, with the requests that must come before it.</summary>
    public abstract ValueTask<BegunLogin> BeginAsync(AuthorizationStart start, CancellationToken cancellationToken);

    /// <summary>Opens a callback before anything else reads it: it may be signed.</summary>
    public virtual ValueTask<OAuthCallback> OpenCallbackAsync(
        OAuthCallback callback, CallbackChecks? checks, CancellationToken cancellationToken) => new(callback);

    /// <summary>Checks a callback of this browser and provider, before the dance is taken.</summary>
    /// <returns>The dance, with the data that the checks have added.</returns>
    public virtual ValueTask<PendingDance> CheckCallbackAsync(
        OAuthCallback callback, PendingDance pending, CallbackChecks? checks, CancellationToken cancellationToken) =>
        new(pending);

    /// <summary>Sends the token request, for a callback that has passed the checks.</summary>
    public abstract ValueTask<LoginGrant> FinishAsync(
        PendingDance pending, OAuthCallback callback, CallbackChecks? checks, CancellationToken cancellationToken);

    /// <summary>Checks a token that the host has from elsewhere, before it is stored.</summary>
    /// <returns>The token, completed.</returns>
    /// <exception cref="ArgumentException">No call could be made with the token.</exception>
    public abstract OAuthToken CheckForeignToken(OAuthToken token);

    /// <summary>The ways to get a new token without its user, in the order in which they are tried.</summary>
    public virtual TokenRenewal[] Renewals => [];

    /// <summary>Whether an answer of the API means that its token has expired.</summary>
    // RFC 6750 section 3.1: an API answers an expired or revoked token with 401.
    public virtual ValueTask<bool> RefusesTokenAsync(
        HttpResponseMessage answer, CancellationToken cancellationToken) =>
        new(answer.StatusCode == HttpStatusCode.Unauthorized);

    /// <summary>Revokes a token; does nothing where the provider cannot revoke.</summary>
    public virtual ValueTask RevokeAsync(OAuthToken token, CancellationToken cancellationToken) => default;

    /// <summary>
    /// The account of the application token that a grant brings: grants that ask for other tokens have other accounts.
    /// </summary>
    /// <param name="grant">The grant.</param>
    /// <param name="account">The caller's name for the token; null for the usual grant.</param>
    public virtual string AccountOf(OAuthGrant grant, string? account) => throw new NotSupportedException();

    /// <summary>Makes the renewal that requests a token by a grant each time.</summary>
    public virtual TokenRenewal CreateRenewal(OAuthGrant grant) => throw new NotSupportedException();

    /// <summary>Asks the provider whether a token is active.</summary>
    /// <exception cref="InvalidOperationException">The provider's value names no endpoint for that.</exception>
    public virtual ValueTask<TokenIntrospection> IntrospectAsync(
        Secret token, string? typeHint, CancellationToken cancellationToken) => throw new InvalidOperationException(
            "OAuth 1 has no introspection: call the API with the token to learn whether the token is valid.");

    /// <summary>
    /// An empty token, for calls without a user that the client secret alone signs; null in a protocol without such
    /// calls.
    /// </summary>
    public virtual OAuthToken? ClientOnlyToken => null;

    /// <summary>
    /// Whether the answer to a refused call can correct the clock with which the next call is signed.
    /// </summary>
    public virtual bool CorrectsClock => false;

    /// <summary>The offset from the local clock with which the next call is signed.</summary>
    public virtual TimeSpan ClockOffset => default;

    /// <summary>Corrects the clock by the answer to a call.</summary>
    /// <param name="answer">The answer, of an origin that gets the token.</param>
    /// <param name="usedOffset">The <see cref="ClockOffset"/> from before the call was signed.</param>
    /// <param name="cancellationToken">Cancels reading the answer.</param>
    /// <returns>Whether to attach the token again and send the call once more.</returns>
    public virtual ValueTask<bool> CorrectClockAsync(
        HttpResponseMessage answer, TimeSpan usedOffset, CancellationToken cancellationToken) => default;

    /// <summary>Whether an answer that says success may refuse the token all the same, or teach something.</summary>
    public virtual bool ReadsSuccess => CorrectsClock || ReadsApiAnswers;

    /// <summary>Whether <see cref="ReadApiAnswerAsync"/> reads the answers to calls.</summary>
    public virtual bool ReadsApiAnswers => false;

    /// <summary>Reads the answer to a call with this token.</summary>
    /// <returns>Whether to attach the token again and send the call once more.</returns>
    public virtual ValueTask<bool> ReadApiAnswerAsync(
        HttpResponseMessage answer, OAuthToken token, CancellationToken cancellationToken) => default;

    /// <summary>Attaches the token to a call, or signs the call with it. The call must not change afterwards.</summary>
    public abstract ValueTask AttachAsync(
        HttpRequestMessage request, OAuthToken token, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the token from a request that is sent again, to an origin that must not get the token.
    /// </summary>
    public virtual void Detach(HttpRequestMessage request) { }
}
