using OAuthClient.Internal;

namespace OAuthClient.Login;

/// <summary>
/// Begins a login: prepares the authorization request, asks the receivers, and saves the pending dance.
/// </summary>
internal sealed class LoginStart(OAuthDance dance, LoginCompletion completion)
{
    private readonly DanceDependencies _dependencies = dance.Dependencies;
    private readonly OAuthDanceOptions _options = dance.Dependencies.Options;

    public async ValueTask<OAuthLogin> BeginAsync(
        OAuthUser user, OAuthBeginOptions options, CancellationToken cancellationToken)
    {
        var browserKey = options.BrowserKey;
        try
        {
            if (browserKey.IsEmpty)
                browserKey = UnguessableText.Create(_options.Random);
            CheckAntiForgery(options);
            CheckReturnUrl(options.ReturnUrl);
            var context = new LoginContext(user, options.ReturnUrl, options.Services) { Data = options.Data };
            return await BeginAsync(context, options, browserKey, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (!HostFailureException.IsCancellation(failure, cancellationToken))
        {
            var returnUrl = IsSafeReturnUrl(options.ReturnUrl) ? options.ReturnUrl : "/";
            var context = new LoginContext(user, returnUrl, options.Services) { Data = options.Data };
            var outcome = await completion.FailAsync(failure, context, LoginStep.Begin).ConfigureAwait(false);
            return new(outcome.Response, browserKey) { Error = outcome.Error, Explanation = outcome.Explanation };
        }
    }

    private async ValueTask<OAuthLogin> BeginAsync(
        LoginContext context, OAuthBeginOptions options, Secret browserKey, CancellationToken cancellationToken)
    {
        var start = new AuthorizationStart(
            options.RedirectUri ?? dance.RedirectUri!, options.Scopes, options.Parameters);
        var prepared = await dance.Protocol.BeginAsync(start, cancellationToken).ConfigureAwait(false);
        LoginSize.ThrowIfTooLarge(prepared);
        var begun = prepared with { AuthorizationUrl = new PrintableUri(prepared.AuthorizationUrl) };
        var args = new BeforeLoginArgs(begun.AuthorizationUrl, context);
        var decision = await DanceDecision.AskAsync(
            _dependencies.Signals.BeforeLogin, dance, args, cancellationToken).ConfigureAwait(false);
        decision.ThrowIfFaulted(OAuthSignals.BeforeLoginName);
        var traced = new TracedLogin(context.User, begun.Id);
        if (decision.Store == StoreDecision.DontStore)
        {
            dance.Dependencies.Trace.LoginDeclined(traced);
            return CreateDeclinedLogin(decision, context, browserKey);
        }
        // The pending dance is saved only now: a login that a receiver declined must not be finished.
        var pending = NewPendingDance(begun, context, browserKey);
        await _dependencies.PendingDances.SaveAsync(pending, cancellationToken).ConfigureAwait(false);
        dance.Dependencies.Trace.LoginBegun(traced, begun.AuthorizationUrl);
        return CreateBegunLogin(begun, decision, browserKey);
    }

    private PendingDance NewPendingDance(BegunLogin begun, LoginContext context, Secret browserKey)
    {
        var now = _options.Time.GetUtcNow();
        return new()
        {
            Id = begun.Id,
            Provider = dance.Provider.Name,
            Issuer = dance.Provider.Identity,
            ClientId = dance.Provider.ClientId,
            RedirectUri = begun.RedirectUri,
            Scope = string.Join(' ', begun.Scopes),
            TokenRequestSecret = begun.TokenRequestSecret,
            BrowserKeyDigest = Sha256Digest.Compute(browserKey.Reveal()),
            User = context.User,
            ReturnUrl = context.ReturnUrl,
            Data = HostData.AddTo(begun.Data, context.Data),
            CreatedAt = now,
            ExpiresAt = now + _options.LoginLifetime,
        };
    }

    private static OAuthLogin CreateBegunLogin(BegunLogin begun, DanceDecision decision, Secret browserKey) =>
        new(decision.Response ?? OAuthResponse.Redirect(begun.AuthorizationUrl.AbsoluteUri), browserKey)
        {
            AuthorizationUrl = begun.AuthorizationUrl,
            CookieName = LoginCookieName.Of(begun.Id),
            Explanation = decision.ExplainAs("the login begins"),
        };

    private static OAuthLogin CreateDeclinedLogin(DanceDecision decision, LoginContext context, Secret browserKey) =>
        new(decision.Response ?? OAuthResponse.Redirect(context.ReturnUrl), browserKey)
        {
            Explanation = decision.ExplainAs("the login does not begin"),
        };

    private void CheckAntiForgery(OAuthBeginOptions options)
    {
        if (!_options.RequireAntiForgery || options.IsAntiForgeryChecked)
            return;
        throw OAuthException.Refused(
            OAuthErrorCode.LoginCsrf,
            "It is not known that the own site asked for this login.",
            "Begin on a POST, check your framework's anti-forgery token, and say so with "
            + $"{nameof(OAuthBeginOptions)}.{nameof(OAuthBeginOptions.IsAntiForgeryChecked)}.");
    }

    private void CheckReturnUrl(string url)
    {
        if (IsSafeReturnUrl(url))
            return;
        if (IsTooLong(url))
        {
            throw OAuthException.Refused(
                OAuthErrorCode.ReturnUrlRefused,
                $"The place to return to has more than {LoginSize.MaxReturnUrlLength} characters.",
                "Keep what it holds in OAuthBeginOptions.Data, or in a store of your own.");
        }
        throw OAuthException.Refused(
            OAuthErrorCode.ReturnUrlRefused,
            "The place to return to is not a path in the own site.",
            "Give a path that begins with one slash, escaped as in a URL, such as /welcome; "
            + "or name its origin in ReturnOrigins.");
    }

    private bool IsSafeReturnUrl(string url) =>
        !IsTooLong(url) && (SafeUrl.IsLocalPath(url) || SafeUrl.IsAtOrigin(url, _options.ReturnOrigins));

    private static bool IsTooLong(string? url) => url?.Length > LoginSize.MaxReturnUrlLength;
}
