namespace OAuthClient;

/// <summary>
/// The whole of a login with one provider, over either protocol: begin it, send the user away, finish it when the callback comes. It
/// knows no web framework, keeps nothing of a login itself, and lives as long as the program. Immutable and thread-safe.
/// </summary>
public sealed class OAuthDance
{
    // A status that is no success makes browsers throw away what they fetched ahead.
    private static readonly OAuthOutcome Prefetched = new(OAuthOutcomeKind.Refused, new(503))
    {
        Error = new(OAuthErrorCode.Prefetch, "The browser only looked ahead; nothing was done, and the login waits for the user."),
        Explanation = "a browser looked ahead: no signal was sent",
    };

    private readonly DanceEnding _ending;
    private readonly CallbackGate _gate;

    /// <summary>Makes the dance of one provider.</summary>
    /// <param name="provider">The provider, with your client id in it.</param>
    /// <param name="redirectUri">Where the provider sends the user back to, exactly as registered with it. It is never guessed. With OAuth 1 it may be <c>oob</c>: the user brings a PIN (<see cref="OAuthLogin.WithPin"/>).</param>
    /// <param name="options">What else to work with; the defaults serve one program on one machine.</param>
    /// <exception cref="ArgumentException">Something is missing or unsafe; the message names it and says what to do.</exception>
    public OAuthDance(OAuthProvider provider, string redirectUri, OAuthDanceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(redirectUri);
        provider.Check();
        if (!provider.TakesPins || redirectUri != SafeUrl.OutOfBand)
            SafeUrl.CheckRedirectUri(redirectUri);
        (Provider, RedirectUri) = (provider, redirectUri);
        Tools = new(options ?? new());
        Tools.Options.Check();
        SharedRedirects.Claim(Tools.PendingDances, redirectUri, provider);
        Signals = new(this, Tools.Signals);
        Protocol = provider.Protocol(Tools);
        TokenOrigins = new(provider);
        Refresh = new(this);
        _gate = new(this);
        _ending = new(this);
    }

    /// <summary>The provider.</summary>
    public OAuthProvider Provider { get; }

    /// <summary>Where the provider sends the user back to.</summary>
    public string RedirectUri { get; }

    /// <summary>The signals as this dance sends them: who connects here hears no other dance. Those of all are in <see cref="OAuthSignals"/>.</summary>
    public OwnSignals Signals { get; }

    internal DanceTools Tools { get; }

    internal OAuthProtocol Protocol { get; }

    internal TokenOrigins TokenOrigins { get; }

    internal TokenRefresh Refresh { get; }

    /// <summary>A user's session: the way to call the provider's API.</summary>
    /// <param name="user">Whose token to use.</param>
    /// <param name="account">Which of the user's accounts at the provider; one by default.</param>
    /// <returns>The session; making it reads nothing.</returns>
    /// <exception cref="ArgumentException">The user is unknown.</exception>
    public OAuthSession Session(OAuthUser user, string account = TokenKey.DefaultAccount) => user.IsKnown
        ? new(this, user, account)
        : throw new ArgumentException("A session needs a user. A program with just one says OAuthUser.TheOnlyOne.", nameof(user));

    /// <summary>Calls of the provider's API as your program itself, with no user and no token: the two legs of OAuth 1.</summary>
    /// <returns>The session; its calls are signed with the client's secret alone.</returns>
    /// <exception cref="InvalidOperationException">The provider speaks OAuth 2, where a program without a user needs a token too.</exception>
    public OAuthSession TwoLeggedSession() => Protocol.NoToken is { } none
        ? new(this, none)
        : throw new InvalidOperationException($"'{Provider.Name}' speaks OAuth 2, which has no calls without a token.");

    /// <summary>Begins a login: move one, <c>oauth_before_login</c>, and the redirect to show. Failures are in the result, never thrown.</summary>
    /// <param name="user">Who begins; <see cref="OAuthUser.Unknown"/> when the login is to tell.</param>
    /// <param name="begin">What else the host knows.</param>
    /// <param name="cancellationToken">Ends the wait; the login is then not begun.</param>
    /// <returns>What to show, and the key to keep in the browser's cookie.</returns>
    /// <exception cref="ArgumentException">A further parameter is one that the protocol sets itself.</exception>
    /// <exception cref="InvalidOperationException">The provider has no logins.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask<OAuthLogin> BeginAsync(OAuthUser user, OAuthBegin? begin = null, CancellationToken cancellationToken = default)
    {
        begin ??= new();
        if (!Provider.HasLogins)
            throw new InvalidOperationException($"'{Provider.Name}' has no logins. Call it with TwoLeggedSession, or keep a token that it gave you in the token store.");
        OwnParameters.Check(Protocol.OwnParameters, begin.Parameters.Keys, "OAuthBegin.Parameters");
        using var activity = DanceTelemetry.Start("oauth begin", Provider);
        var login = await LoginAsync(user, begin, cancellationToken).ConfigureAwait(false);
        DanceTelemetry.Begun(activity, Provider, login);
        return login;
    }

    /// <summary>
    /// Finishes a login with the callback that the browser brought. Every check comes before anything is asked of the provider; whatever
    /// goes wrong is an outcome, never thrown. The same callback from the same browser within a minute gets the same outcome, and nothing is done twice.
    /// </summary>
    /// <param name="callback">The callback: its URL, or its parameters.</param>
    /// <param name="browserKey">The key from this browser's cookie; none when it has none.</param>
    /// <param name="finish">What else the host knows.</param>
    /// <param name="cancellationToken">Ends the wait while the callback is checked. Once the code is spent the login runs to its end: stopping halfway would lose it.</param>
    /// <returns>How it ended, and what to show.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask<OAuthOutcome> FinishAsync(
        OAuthCallback callback, Secret browserKey, OAuthFinish? finish = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(callback);
        using var activity = DanceTelemetry.Start("oauth finish", Provider);
        var outcome = callback.IsPrefetch ? Prefetched : await EndAsync(callback, browserKey, finish, cancellationToken).ConfigureAwait(false);
        DanceTelemetry.Finished(activity, Provider, outcome);
        return outcome;
    }

    /// <summary>The provider's name.</summary>
    /// <returns>For example <c>OAuthDance { github }</c>.</returns>
    public override string ToString() => $"OAuthDance {{ {Provider.Name} }}";

    private async ValueTask<OAuthLogin> LoginAsync(OAuthUser user, OAuthBegin begin, CancellationToken cancellationToken)
    {
        var browserKey = begin.BrowserKey;
        try
        {
            if (browserKey.IsEmpty)
                browserKey = Tools.Options.Random.Text();
            if (Tools.Options.RequireAntiForgery && !begin.IsAntiForgeryChecked)
                throw OAuthException.Refused(OAuthErrorCode.LoginCsrf, "It is not known that the own site asked for this login.", "Begin on a POST, check your framework's anti-forgery token, and say so with OAuthBegin.IsAntiForgeryChecked.");
            if (!IsSafeReturn(begin.ReturnUrl))
                throw OAuthException.Refused(OAuthErrorCode.ReturnUrlRefused, "The place to return to is not a path in the own site.", "Give a path that begins with one slash, escaped as in a URL, such as /welcome; or name its origin in ReturnOrigins.");
            var move = await Protocol.BeginAsync(new(RedirectUri, begin.Scopes, begin.Parameters), cancellationToken).ConfigureAwait(false);
            var decision = await AnnounceAsync(move, user, begin, cancellationToken).ConfigureAwait(false);
            // Kept only now: a dance that a receiver did not want must not be there to finish.
            if (decision.Storage != DanceStorage.DontStore)
                await SaveAsync(Pending(move, user, begin, browserKey), cancellationToken).ConfigureAwait(false);
            return Login(move, decision, begin, browserKey);
        }
        catch (Exception failure) when (!IsCancellation(failure, cancellationToken))
        {
            var host = new DanceHost(user, IsSafeReturn(begin.ReturnUrl) ? begin.ReturnUrl : "/", begin.Services);
            var outcome = await _ending.FailAsync(failure, host).ConfigureAwait(false);
            return new(outcome.Response, browserKey) { Error = outcome.Error, Explanation = outcome.Explanation };
        }
    }

    private async ValueTask<OAuthOutcome> EndAsync(OAuthCallback callback, Secret browserKey, OAuthFinish? finish, CancellationToken cancellationToken)
    {
        PendingDance pending;
        try
        {
            pending = await _gate.FindAsync(callback, browserKey, cancellationToken).ConfigureAwait(false);
            if (await _gate.EarlierOutcomeAsync(pending, callback, finish?.User, cancellationToken).ConfigureAwait(false) is { } earlier)
                return earlier;
        }
        catch (Exception failure) when (!IsCancellation(failure, cancellationToken))
        {
            return await _ending.FailAsync(failure, new(OAuthUser.Unknown, "/", finish?.Services)).ConfigureAwait(false);
        }
        return await _ending.EndAsync(pending, callback, finish?.Services).ConfigureAwait(false);
    }

    private ValueTask<bool> SaveAsync(PendingDance pending, CancellationToken cancellationToken) => HostFault.Guard(
        (Tools.PendingDances, pending),
        static async (it, token) =>
        {
            await it.PendingDances.SaveAsync(it.pending, token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private PendingDance Pending(FirstMove move, OAuthUser user, OAuthBegin begin, Secret browserKey)
    {
        var now = Tools.Options.Time.GetUtcNow();
        return new()
        {
            Handle = move.Handle,
            Provider = Provider.Name,
            ClientId = Provider.ClientId,
            RedirectUri = move.RedirectUri,
            Scope = string.Join(' ', move.Scopes),
            Proof = move.Proof,
            Browser = DanceDigest.Of(browserKey.Reveal()),
            User = user,
            ReturnUrl = begin.ReturnUrl,
            CreatedAt = now,
            ExpiresAt = now + Tools.Options.LoginLifetime,
        };
    }

    private async ValueTask<DanceDecision> AnnounceAsync(
        FirstMove move, OAuthUser user, OAuthBegin begin, CancellationToken cancellationToken)
    {
        var args = new BeforeLoginArgs(move.AuthorizationUrl, user, begin.ReturnUrl, begin.Services);
        var decision = await DanceDecision.AskAsync(
            Tools.Signals.BeforeLogin, this, args, cancellationToken).ConfigureAwait(false);
        HostFault.ThrowIfAny(decision, DanceSignals.BeforeLoginName);
        return decision;
    }

    private static OAuthLogin Login(FirstMove move, DanceDecision decision, OAuthBegin begin, Secret browserKey)
    {
        var wanted = decision.Storage != DanceStorage.DontStore;
        return new(decision.Response ?? OAuthResponse.Redirect(wanted ? move.AuthorizationUrl.AbsoluteUri : begin.ReturnUrl), browserKey)
        {
            AuthorizationUrl = wanted ? move.AuthorizationUrl : null,
            Explanation = decision.ExplainAs(wanted ? "the login begins" : "the login does not begin"),
        };
    }

    private bool IsSafeReturn(string url) => SafeUrl.IsLocalPath(url) || SafeUrl.IsAt(url, Tools.Options.ReturnOrigins);

    private static bool IsCancellation(Exception failure, CancellationToken cancellationToken) =>
        failure is OperationCanceledException && cancellationToken.IsCancellationRequested;
}
