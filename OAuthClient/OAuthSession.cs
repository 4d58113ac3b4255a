using System.Runtime.ExceptionServices;
using OAuthClient.Internal;
using OAuthClient.Login;

namespace OAuthClient;

/// <summary>A session with a provider, of a user or of the program itself, which calls the provider's API.</summary>
/// <remarks>
/// A session reads the token from the store at each call, so its token is never out of date. The session in
/// <see cref="AuthorizedArgs"/> holds the new token instead, and does not use the store. Thread-safe.
/// </remarks>
public sealed class OAuthSession
{
    private readonly OAuthToken? _carriedToken;
    private readonly TokenSlot _slot;
    private object? _client;

    internal OAuthSession(OAuthDance dance, TokenSlot slot)
    {
        Dance = dance;
        _slot = slot;
    }

    /// <summary>
    /// The key of the token of the login that an exchanged token came from; null for another session.
    /// </summary>
    internal TokenKey? Subject => _slot.Subject;

    internal OAuthSession(OAuthDance dance, OAuthToken carriedToken)
    {
        Dance = dance;
        _carriedToken = carriedToken;
    }

    /// <summary>The dance that the session belongs to.</summary>
    public OAuthDance Dance { get; }

    /// <summary>The key of the token in the store; null when the session carries a token of its own.</summary>
    public TokenKey? Key => _carriedToken is null ? _slot.Key : null;

    /// <summary>
    /// Reads the token, and refreshes it first when it is due (<see cref="OAuthDanceOptions.RefreshEarly"/>).
    /// </summary>
    /// <param name="cancellationToken">Cancels this caller's wait. A refresh that has begun goes on.</param>
    /// <returns>
    /// The token, expired only if it came without a refresh token; null when no token is stored for the user.
    /// </returns>
    /// <exception cref="AuthorizationRequiredException">
    /// The provider no longer refreshes the token, so the token was deleted.
    /// </exception>
    /// <exception cref="OAuthException">
    /// The token has expired and could not be refreshed now. The stored token is unchanged.
    /// </exception>
    public ValueTask<OAuthToken?> GetTokenAsync(CancellationToken cancellationToken = default) =>
        Authorization.GetTokenAsync(cancellationToken);

    /// <summary>
    /// Stores a token that the program has from elsewhere: from the provider's own pages, or from another library.
    /// </summary>
    /// <remarks>
    /// The token takes the place of the stored one, as the token of a login does, and is checked first. No signal is
    /// sent: there was no login, and the program has decided already.
    /// </remarks>
    /// <param name="token">The token. An OAuth 2 token without a type is a Bearer token.</param>
    /// <param name="cancellationToken">Cancels the call; the token may be stored all the same.</param>
    /// <returns>A task that ends when the token is stored.</returns>
    /// <exception cref="ArgumentException">
    /// No call could be made with the token: it has no access token, or parts of another protocol.
    /// </exception>
    /// <exception cref="InvalidOperationException">The session carries a token that is not stored.</exception>
    /// <exception cref="OAuthException">The store refused the token again and again.</exception>
    public async ValueTask StoreAsync(OAuthToken token, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (_carriedToken is not null)
        {
            throw new InvalidOperationException(
                "This session carries a token of its own and has no place in the store: "
                + "ask the dance for the session of a user, dance.Session(user).");
        }
        if (token.AccessToken.IsEmpty)
            throw new ArgumentException("The token has no AccessToken, so there is nothing to store.", nameof(token));
        var complete = Dance.Protocol.CheckForeignToken(token);
        await TokenReplacement.StoreAsync(Dance, Dance.Dependencies.HostTokens, StoredKey, complete, cancellationToken)
            .ConfigureAwait(false);
        Dance.Dependencies.Trace.TokenStored(StoredKey, complete);
    }

    /// <summary>Whether there is a token that is valid or can be refreshed.</summary>
    /// <remarks>It reads the store and sends no request.</remarks>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>True when calls can be made, as far as can be known without making a call.</returns>
    public async ValueTask<bool> IsAuthorizedAsync(CancellationToken cancellationToken = default)
    {
        var token = _carriedToken
            ?? await Dance.Refresher.ReadStoredTokenAsync(StoredKey, cancellationToken).ConfigureAwait(false);
        if (_slot.Subject is { } subject
            && await Dance.Refresher.ReadStoredTokenAsync(subject, cancellationToken).ConfigureAwait(false) is null)
        {
            return false;
        }
        return token is null ? Dance.Refresher.CanRenew(_slot) : Dance.Refresher.IsUsable(_slot, token);
    }

    /// <summary>
    /// Refreshes the token now: for a caller that knows of a reason which the library cannot see, such as an API that
    /// refuses an expired token in its own way.
    /// </summary>
    /// <remarks>
    /// It waits for no rest after earlier failures. Callers that ask at the same time share one refresh.
    /// </remarks>
    /// <param name="cancellationToken">Cancels this caller's wait. A refresh that has begun goes on.</param>
    /// <returns>The new token, which is stored.</returns>
    /// <exception cref="AuthorizationRequiredException">
    /// There is no token, or only a new login can give one.
    /// </exception>
    /// <exception cref="OAuthException">The token could not be refreshed now.</exception>
    /// <exception cref="InvalidOperationException">The session carries a token that is not stored.</exception>
    public async ValueTask<OAuthToken> RefreshAsync(CancellationToken cancellationToken = default)
    {
        if (_carriedToken is null)
            return await Dance.Refresher.ForceAsync(_slot, cancellationToken).ConfigureAwait(false);
        throw new InvalidOperationException(
            "This session carries a token that is not stored, so there is nothing to refresh.");
    }

    /// <summary>Ends the session of this user with this account.</summary>
    /// <remarks>
    /// The token is deleted from the store in any case. The provider is asked to revoke the token (RFC 7009), which may
    /// fail. Other users and other accounts keep their tokens.
    /// </remarks>
    /// <param name="cancellationToken">Cancels the wait for the provider. The token is deleted all the same.</param>
    /// <returns>
    /// Why the token could not be revoked; null when it was revoked, when there was nothing to revoke, or when the
    /// provider has no <c>RevocationEndpoint</c>.
    /// </returns>
    /// <exception cref="InvalidOperationException">The session carries a token that is not stored.</exception>
    public async ValueTask<OAuthError?> SignOutAsync(CancellationToken cancellationToken = default)
    {
        if (_carriedToken is not null)
        {
            throw new InvalidOperationException(
                "This session carries a token that is not stored, so there is nothing to sign out of.");
        }
        using var activity = DanceTelemetry.Start("oauth sign-out", Dance.Provider);
        Dance.Dependencies.Trace.EnterOperation();
        var (token, unread) = await ReadForRevocationAsync().ConfigureAwait(false);
        // The token is deleted before the provider is asked to revoke it, so that no later call uses it.
        var fault = await TryDeleteAsync().ConfigureAwait(false);
        await Dance.Refresher.SignOutAsync(StoredKey).ConfigureAwait(false);
        var failure = unread;
        try
        {
            if (token is not null)
                failure = await RevokeAsync(token, cancellationToken).ConfigureAwait(false);
            return failure;
        }
        finally
        {
            Dance.Dependencies.Trace.SignedOut(StoredKey, token, failure, fault?.SourceException);
            var shown = failure ?? (fault is null ? null : HostFailureException.FromStore(fault.SourceException).Error);
            DanceTelemetry.SetOutcome(activity, shown is null ? "signed out" : "failed", shown, isError: true);
            // A caller that cancels must learn all the same that the token is still stored.
            fault?.Throw();
        }
    }

    private TokenKey StoredKey => _slot.Key;

    /// <summary>The authorization of this session's calls.</summary>
    internal ApiAuthorization Authorization => new(Dance, _slot, _carriedToken);

    /// <summary>Gets the HTTP client of this session, which is made on first use.</summary>
    // The client is kept in the session and not in a shared table: a session may live for one call only.
    internal T GetOrAddClient<T>(Func<OAuthSession, T> create) where T : class
    {
        var client = Volatile.Read(ref _client);
        if (client is null)
        {
            var created = create(this);
            client = Interlocked.CompareExchange(ref _client, created, null) ?? created;
        }
        return (T)client;
    }

    private async ValueTask<ExceptionDispatchInfo?> TryDeleteAsync()
    {
        try
        {
            await Dance.Dependencies.HostTokens.DeleteAsync(StoredKey).ConfigureAwait(false);
            return null;
        }
        // The caller has cancelled nothing here, and must not take this for its own cancellation.
        catch (OperationCanceledException fault)
        {
            return ExceptionDispatchInfo.Capture(new TimeoutException("The token store gave up to delete.", fault));
        }
        catch (Exception fault)
        {
            return ExceptionDispatchInfo.Capture(fault);
        }
    }

    // A sign-out deletes the token even if it cannot be read.
    private async ValueTask<(OAuthToken? Token, OAuthError? Unread)> ReadForRevocationAsync()
    {
        try
        {
            return (await Dance.Refresher.ReadStoredTokenAsync(StoredKey, default).ConfigureAwait(false), null);
        }
        catch (Exception cause)
        {
            return (null, HostFailureException.FromStore(cause).Error);
        }
    }

    private async ValueTask<OAuthError?> RevokeAsync(OAuthToken token, CancellationToken cancellationToken)
    {
        try
        {
            await Dance.Protocol.RevokeAsync(token, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (OAuthException failure)
        {
            return failure.Error;
        }
        catch (HostFailureException failure)
        {
            return failure.Error;
        }
    }
}
