using System.Diagnostics;
using OAuthClient.Internal;
using OAuthClient.Login;
using OAuthClient.Refresh;

namespace OAuthClient;

/// <summary>
/// Logins with one provider, over either protocol: begin one, send the user away, finish it when the callback comes.
/// </summary>
/// <remarks>
/// A dance depends on no web framework, keeps no state of a login, and may live as long as the program. Immutable and
/// thread-safe.
/// </remarks>
public sealed class OAuthDance
{
    private readonly LoginStart _start;
    private readonly LoginCompletion _completion;
    private readonly LoginFinish _finish;

    /// <summary>Makes the dance of one provider.</summary>
    /// <param name="provider">The provider, with your client id in it.</param>
    /// <param name="redirectUri">
    /// The address that the provider sends the user back to, exactly as registered with the provider. The library never
    /// guesses it. With OAuth 1 it may be <c>oob</c>: the user brings a PIN (<see cref="OAuthLogin.WithPin"/>).
    /// </param>
    /// <param name="options">
    /// Stores, signals, times and transport; the defaults serve one program on one machine.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A value is missing or unsafe; the message names it and says what to do.
    /// </exception>
    public OAuthDance(OAuthProvider provider, string redirectUri, OAuthDanceOptions? options = null)
        : this(provider, options, BeginCheck.CheckRedirectUri(provider, redirectUri)) { }

    /// <summary>
    /// Makes a dance without a redirect URI: for a program that uses tokens from a store that it shares, gets tokens by
    /// grants, or gives each login its own <see cref="OAuthBeginOptions.RedirectUri"/>.
    /// </summary>
    /// <param name="provider">The provider, with your client id in it.</param>
    /// <param name="options">As for a dance with logins.</param>
    /// <exception cref="ArgumentException">As for a dance with logins.</exception>
    public OAuthDance(OAuthProvider provider, OAuthDanceOptions? options = null) : this(provider, options, null) { }

    private OAuthDance(OAuthProvider provider, OAuthDanceOptions? options, string? redirectUri)
    {
        ArgumentNullException.ThrowIfNull(provider);
        provider.ThrowIfInvalid();
        Provider = provider;
        RedirectUri = redirectUri;
        Dependencies = new(options ?? new(), provider);
        Dependencies.Options.ThrowIfInvalid();
        if (redirectUri is not null)
            RedirectUriClaims.Add(Dependencies.HostPendingDances, redirectUri, provider);
        FormerKeyClaims.Claim(Dependencies.Keys.Providers, provider);
        Signals = new(this, Dependencies.Signals);
        Dependencies.Trace.SetSender(this);
        Protocol = provider.CreateProtocol(Dependencies);
        TokenOrigins = new(provider);
        Refresher = new(this);
        _completion = new(this);
        _start = new(this, _completion);
        _finish = new(this, _completion);
    }

    /// <summary>The provider.</summary>
    public OAuthProvider Provider { get; }

    /// <summary>The address that the provider sends the user back to.</summary>
    /// <value>Null when the dance has none: then each login brings its own, or there are no logins.</value>
    public string? RedirectUri { get; }

    /// <summary>The options that the dance was made with, without the defaults that the dance filled in.</summary>
    public OAuthDanceOptions Options => Dependencies.Options;

    /// <summary>The signals of this dance: a receiver that connects here is not called for other dances.</summary>
    /// <remarks>For the signals of all dances, see <see cref="OAuthSignals"/>.</remarks>
    public DanceSignals Signals { get; }

    internal DanceDependencies Dependencies { get; }

    internal OAuthProtocol Protocol { get; }

    internal TokenOrigins TokenOrigins { get; }

    internal TokenRefresher Refresher { get; }

    /// <summary>Makes a user's session, which calls the provider's API.</summary>
    /// <param name="user">The user whose token the session uses.</param>
    /// <param name="account">The user's account at the provider; by default the user's only account.</param>
    /// <returns>The session. Making it does not read the token store.</returns>
    /// <exception cref="ArgumentException">The user is <see cref="OAuthUser.Unknown"/>.</exception>
    public OAuthSession Session(OAuthUser user, string account = TokenKey.DefaultAccount) => user.IsKnown
        ? new(this, SlotOf(user, account))
        : throw new ArgumentException(
            "A session needs a user. A program with just one says OAuthUser.TheOnlyOne; the session of the program itself "
            + "is ApplicationSession.",
            nameof(user));

    /// <summary>
    /// Makes a session of the program itself, without a user: client credentials with OAuth 2 (RFC 6749 section 4.4),
    /// two legs with OAuth 1.
    /// </summary>
    /// <remarks>
    /// With OAuth 2 the first call requests a token, and later calls renew the token as they refresh that of a user:
    /// one request, however many callers and machines share the store. <c>oauth_token_refreshed</c> announces each new
    /// token, and <c>oauth_error</c> a failure, with <see cref="OAuthUser.Application"/> as the user;
    /// <c>oauth_authorized</c> is not sent. With OAuth 1 the client's secret alone signs the calls, and no token is
    /// stored.
    /// </remarks>
    /// <param name="scopes">
    /// The scopes of the token; by default those of the provider's value. Each set of scopes has a token of its own.
    /// </param>
    /// <returns>The session. Making it sends no request.</returns>
    /// <exception cref="InvalidOperationException">The provider's value does not allow the grant.</exception>
    /// <exception cref="ArgumentException">
    /// A scope is blank, or scopes are given and the provider speaks OAuth 1.
    /// </exception>
    public OAuthSession ApplicationSession(IReadOnlyList<string>? scopes = null)
    {
        if (Protocol.ClientOnlyToken is not { } none)
            return CreateApplicationSession(DanceDefaults.CreateApplicationGrant(scopes ?? []), null);
        return scopes is null or []
            ? new(this, none)
            : throw new ArgumentException($"'{Provider.Name}' speaks OAuth 1, which has no scopes.", nameof(scopes));
    }

    /// <summary>
    /// Makes a session of the program itself, whose token comes by a grant of your choice, such as a signed assertion.
    /// </summary>
    /// <remarks>As for client credentials, one request serves all callers and machines that share the store.</remarks>
    /// <param name="grant">The grant. <see cref="OAuthGrant.CanRepeat"/> must be true.</param>
    /// <param name="account">
    /// The name under which the token is stored. Grants that ask for different tokens need different names.
    /// </param>
    /// <returns>The session. Making it sends no request.</returns>
    /// <exception cref="InvalidOperationException">The provider's value does not allow the grant.</exception>
    /// <exception cref="ArgumentException">The grant cannot be repeated, or the account is empty.</exception>
    public OAuthSession ApplicationSession(OAuthGrant grant, string account)
    {
        ArgumentNullException.ThrowIfNull(grant);
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return grant.CanRepeat
            ? CreateApplicationSession(grant, account)
            : throw new ArgumentException(
                $"The grant '{grant.Name}' cannot be repeated, so it could not renew the token of a program.",
                nameof(grant));
    }

    /// <summary>Asks the provider whether a token is active (RFC 7662).</summary>
    /// <remarks>
    /// It is for a program that holds a token and wonders. Calls of the API need no introspection first.
    /// </remarks>
    /// <param name="token">The access token or refresh token.</param>
    /// <param name="typeHint"><c>access_token</c>, <c>refresh_token</c>, or null for no hint.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The provider's description of the token.</returns>
    /// <exception cref="ArgumentException">The token is empty.</exception>
    /// <exception cref="InvalidOperationException">The provider's value has no endpoint for introspection.</exception>
    /// <exception cref="OAuthException">The provider gave no answer that can be used.</exception>
    public async ValueTask<TokenIntrospection> IntrospectAsync(
        Secret token, string? typeHint = null, CancellationToken cancellationToken = default)
    {
        if (token.IsEmpty)
            throw new ArgumentException("There is no token to ask about.", nameof(token));
        using var activity = DanceTelemetry.Start("oauth introspect", Provider);
        Dependencies.Trace.EnterOperation();
        try
        {
            return await Protocol.IntrospectAsync(token, typeHint, cancellationToken).ConfigureAwait(false);
        }
        catch (HostFailureException fault)
        {
            throw OAuthException.Failed(fault.Error.Code, fault.Error.Message);
        }
    }

    /// <summary>
    /// Begins a login: prepares the authorization request, sends <c>oauth_before_login</c>, and returns the redirect to
    /// show.
    /// </summary>
    /// <remarks>A failed login is reported in the result and not thrown.</remarks>
    /// <param name="user">
    /// The user who begins; <see cref="OAuthUser.Unknown"/> when the login is to find out who the user is.
    /// </param>
    /// <param name="options">Further facts that the host knows.</param>
    /// <param name="cancellationToken">Cancels the whole call; the login is then not begun.</param>
    /// <returns>The response to show to the user, and the browser key to keep in a cookie.</returns>
    /// <exception cref="ArgumentException">
    /// <see cref="OAuthBeginOptions.Parameters"/> has a parameter that the protocol sets itself; the user's key,
    /// <see cref="OAuthBeginOptions.Scopes"/> and <see cref="OAuthBeginOptions.Data"/> have more than 10 KiB together;
    /// or <see cref="OAuthBeginOptions.RedirectUri"/> is unsafe, or used by another provider.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The provider has no logins, or neither the dance nor the login has a redirect URI.
    /// </exception>
    /// <exception cref="OperationCanceledException">The cancellation token was cancelled.</exception>
    public async ValueTask<OAuthLogin> BeginAsync(
        OAuthUser user, OAuthBeginOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        BeginCheck.ThrowIfInvalid(this, user, options);
        using var activity = DanceTelemetry.Start("oauth begin", Provider);
        Dependencies.Trace.EnterOperation();
        var login = await _start.BeginAsync(user, options, cancellationToken).ConfigureAwait(false);
        var outcome = login.IsBegun ? "begun" : "not begun";
        DanceTelemetry.SetOutcome(activity, outcome, login.Error, isError: true);
        return login;
    }

    /// <summary>The name of the cookie that keeps the browser key of the login that a callback ends.</summary>
    /// <remarks>The callback is not checked: the name says which cookie to read, and nothing else.</remarks>
    /// <param name="callback">The callback.</param>
    /// <returns>
    /// The login's <see cref="OAuthLogin.CookieName"/>; null when the callback does not say which login it ends.
    /// </returns>
    public string? FindCookieName(OAuthCallback callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Protocol.ReadId(callback) is { } id ? LoginCookieName.Of(id) : null;
    }

    /// <summary>Finishes a login with the callback that the browser brought.</summary>
    /// <remarks>
    /// Every check comes before any request to the provider. A failure is an outcome, never thrown. The same callback
    /// from the same browser within <see cref="OAuthDanceOptions.ReplayWindow"/> gets the same outcome, and nothing is
    /// done twice.
    /// </remarks>
    /// <param name="callback">
    /// The callback, as <see cref="OAuthCallback.FromUrl"/> makes it from the URL of the request.
    /// </param>
    /// <param name="browserKey">The browser key from this browser's cookie; empty when there is no cookie.</param>
    /// <param name="options">Further facts that the host knows.</param>
    /// <param name="cancellationToken">
    /// Cancels the checks of the callback. Once the pending dance is taken, the login runs to its end: stopping halfway
    /// would lose the login.
    /// </param>
    /// <returns>How the login ended, with the response to show.</returns>
    /// <exception cref="OperationCanceledException">The cancellation token was cancelled.</exception>
    public async ValueTask<OAuthOutcome> FinishAsync(
        OAuthCallback callback,
        Secret browserKey,
        OAuthFinishOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(callback);
        using var activity = DanceTelemetry.Start("oauth finish", Provider);
        Dependencies.Trace.EnterOperation();
        var outcome = await FinishOrSkipAsync(callback, browserKey, options ?? new(), cancellationToken)
            .ConfigureAwait(false);
        SetOutcome(activity, outcome);
        return outcome;
    }

    /// <summary>
    /// Logs a user in without a callback: a grant brings the token, which takes the road of any login.
    /// </summary>
    /// <remarks>
    /// <c>oauth_authorized</c> is sent, and the token is stored unless a receiver declines it. A failure is an outcome,
    /// never thrown. <c>oauth_before_login</c> is not sent.
    /// </remarks>
    /// <param name="grant">The grant, such as a <c>DeviceGrant</c>.</param>
    /// <param name="user">
    /// The user to store the token for; <see cref="OAuthUser.Unknown"/> when a receiver names the user.
    /// </param>
    /// <param name="services">The services for receivers; null when they need none.</param>
    /// <param name="cancellationToken">
    /// Cancels the request for the token. Once the token has come, the login runs to its end.
    /// </param>
    /// <returns>How the login ended. A response that no receiver gave is a redirect to <c>/</c>.</returns>
    /// <exception cref="ArgumentException">The user is <see cref="OAuthUser.Application"/>.</exception>
    /// <exception cref="InvalidOperationException">The provider's value does not allow the grant.</exception>
    /// <exception cref="OperationCanceledException">The cancellation token was cancelled.</exception>
    public async ValueTask<OAuthOutcome> GrantAsync(
        OAuthGrant grant,
        OAuthUser user,
        IServiceProvider? services = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(grant);
        user.ThrowIfApplication();
        grant.ThrowIfUnusable(Provider);
        using var activity = DanceTelemetry.Start("oauth grant", Provider);
        Dependencies.Trace.EnterOperation();
        var context = new LoginContext(user, "/", services);
        var outcome = await _completion.CompleteAsync(grant, context, cancellationToken).ConfigureAwait(false);
        SetOutcome(activity, outcome);
        return outcome;
    }

    /// <summary>The place of a user's token.</summary>
    internal TokenSlot SlotOf(OAuthUser user, string account) =>
        new(Dependencies.Keys.Create(user, account), Protocol.Renewals);

    private OAuthSession CreateApplicationSession(OAuthGrant grant, string? account)
    {
        grant.ThrowIfUnusable(Provider);
        var key = Dependencies.Keys.Create(OAuthUser.Application, Protocol.AccountOf(grant, account));
        return new(this, new TokenSlot(key, [Protocol.CreateRenewal(grant)]));
    }

    /// <summary>Shows the provider's name.</summary>
    /// <returns>For example <c>OAuthDance { github }</c>.</returns>
    public override string ToString() => $"OAuthDance {{ {Provider.Name} }}";

    private async ValueTask<OAuthOutcome> FinishOrSkipAsync(
        OAuthCallback callback, Secret browserKey, OAuthFinishOptions options, CancellationToken cancellationToken)
    {
        var id = Protocol.ReadId(callback);
        Dependencies.Trace.CallbackReceived(callback, id);
        if (!callback.IsPrefetch)
            return await _finish.FinishAsync(callback, browserKey, options, cancellationToken).ConfigureAwait(false);
        var login = new TracedLogin(OAuthUser.Unknown, id);
        var outcome = PrefetchOutcome.Value;
        Dependencies.Trace.LoginFailed(LoginStep.Finish, login, outcome.Kind, outcome.Error!, null);
        return outcome;
    }

    // A user who denies the login, and a browser that looks ahead, are no errors.
    private static void SetOutcome(Activity? activity, OAuthOutcome outcome)
    {
        var isError = outcome is { Kind: not (OAuthOutcomeKind.Denied or OAuthOutcomeKind.InteractionRequired) }
            && outcome.Error?.Code != OAuthErrorCode.Prefetch;
        DanceTelemetry.SetOutcome(activity, outcome.Kind.ToString(), outcome.Error, isError);
    }
}
