using System.Net.Sockets;
using OAuthClient.Native.Listening;

namespace OAuthClient.Native.Running;

/// <summary>
/// One login: the port is bound, the login begun, the address shown, and all ways run until one ends it.
/// </summary>
internal static class LoginRun
{
    public static async Task<OAuthOutcome> RunAsync(
        OAuthDance dance, NativeLoginOptions options, CancellationToken cancellationToken)
    {
        var redirectUri = options.Begin.RedirectUri ?? dance.RedirectUri ?? NativeLoginOptions.DefaultRedirectUri;
        var address = RedirectAddress.TryParse(redirectUri);
        var run = RunContext.Create(dance, options, redirectUri, address is not null);
        if (!run.Plan.IsPossible)
            return RunFailure.Impossible(run);
        if (!run.Plan.Listens)
            return await RunAsync(run, redirectUri, null, cancellationToken).ConfigureAwait(false);
        LoopbackListener listener;
        try
        {
            listener = LoopbackListener.Bind(address!);
        }
        catch (SocketException failure)
        {
            return RunFailure.CannotListen(address!, failure);
        }
        await using (listener.ConfigureAwait(false))
        {
            // The port that is bound is the one in both requests.
            var bound = address!.Port == 0 ? listener.Address.Uri : redirectUri;
            return await RunAsync(run, bound, listener, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<OAuthOutcome> RunAsync(
        RunContext run, string redirectUri, LoopbackListener? listener, CancellationToken cancellationToken)
    {
        var logins = new List<BegunLogin>();
        foreach (var uri in RedirectUris(run, redirectUri))
        {
            var begin = run.Options.Begin with { RedirectUri = uri };
            if (logins.Count > 0)
                begin = begin with { BrowserKey = logins[0].Login.BrowserKey };
            var login = await run.Dance.BeginAsync(run.Options.User, begin, cancellationToken).ConfigureAwait(false);
            if (!login.IsBegun)
                return RunFailure.NotBegun(login);
            logins.Add(new(login, uri));
        }
        return await LoginWays.RunAsync(run, logins, listener, cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<string> RedirectUris(RunContext run, string redirectUri)
    {
        if (run.Plan.Begins && (run.Plan.Listens || !run.Plan.OffersCodePage))
            yield return redirectUri;
        if (run.Plan.OffersCodePage)
            yield return run.Options.CodePage!;
    }
}
