using OAuthClient.OAuth2;

namespace OAuthClient.Native.Running;

/// <summary>A callback that was checked.</summary>
/// <param name="Outcome">The result of the checks.</param>
/// <param name="IsEnd">Whether it ended the login.</param>
internal sealed record JudgedCallback(OAuthOutcome Outcome, bool IsEnd);

/// <summary>
/// Has each callback checked by the dance. A callback of this login ends the login; any other ends nothing,
/// since any website or program can send one.
/// </summary>
internal sealed class CallbackJudge(
    RunContext run, IReadOnlyList<BegunLogin> logins, LoginRace race, CancellationToken cancellationToken)
{
    private readonly OAuthFinishOptions _options = new() { Services = run.Options.Begin.Services };

    /// <param name="callback">The callback.</param>
    /// <param name="mayBePrefetch">Whether a header says that the browser may have looked ahead.</param>
    public async Task<JudgedCallback> JudgeAsync(OAuthCallback callback, bool mayBePrefetch = false)
    {
        var name = run.Dance.FindCookieName(callback);
        var login = logins.FirstOrDefault(begun => begun.Login.CookieName == name)?.Login;
        if (login is not null && !mayBePrefetch)
            return new(await race.EndAsync(() => FinishAsync(callback, login.BrowserKey)).ConfigureAwait(false), true);
        // An extension may find the login in a signed callback, which says nothing outside.
        var isSealed = name is null && run.Dance.Provider is OAuth2Provider { Extensions.Count: > 0 };
        var key = login?.BrowserKey ?? (isSealed ? logins[0].Login.BrowserKey : default);
        var outcome = await FinishAsync(callback, key).ConfigureAwait(false);
        var isEnd = outcome.Error?.Code != OAuthErrorCode.Prefetch
            && (login is not null || (isSealed && outcome.Kind != OAuthOutcomeKind.Refused));
        if (isEnd)
            race.Win(outcome);
        return new(outcome, isEnd);
    }

    private Task<OAuthOutcome> FinishAsync(OAuthCallback callback, Secret browserKey) =>
        run.Dance.FinishAsync(callback, browserKey, _options, cancellationToken).AsTask();
}
