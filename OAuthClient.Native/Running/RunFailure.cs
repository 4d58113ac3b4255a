using System.Net.Sockets;
using OAuthClient.Native.Listening;

namespace OAuthClient.Native.Running;

/// <summary>Outcomes of logins that no callback ended.</summary>
internal static class RunFailure
{
    public static OAuthOutcome Impossible(RunContext run) => Create(
        NativeLoginError.LoginImpossible,
        $"Nobody can log in to {run.Title} here: {Reason(run)}.",
        Remedy(run));

    public static OAuthOutcome InputEnded(RunContext run) => Create(
        NativeLoginError.LoginImpossible,
        $"The input ended before the login to {run.Title} did.",
        "Run it again, and paste the address where the browser ended.");

    public static OAuthOutcome TimedOut(RunContext run) => Create(
        NativeLoginError.LoginTimeout,
        $"Nobody finished the login to {run.Title} within {Words(run.Options.Timeout)}.",
        NextAttempt(run));

    public static OAuthOutcome CannotListen(RedirectAddress address, SocketException failure) =>
        failure.SocketErrorCode == SocketError.AddressAlreadyInUse
            ? Create(
                NativeLoginError.PortTaken,
                $"Port {address.Port} of {address.Host} is taken: another program listens on it.",
                "End that program, or use a redirect URI with another port, or with none if the provider takes any.")
            : Create(
                NativeLoginError.ListenFailed,
                $"The program cannot listen on {address.Host} ({failure.SocketErrorCode}).",
                "Use a redirect URI at 127.0.0.1, or log in without the listener: paste, or a device code.");

    /// <summary>The outcome of a login that did not begin.</summary>
    public static OAuthOutcome NotBegun(OAuthLogin login) => new(KindOf(login.Error), login.Response)
    {
        Error = login.Error,
        Explanation = login.Explanation,
    };

    private static OAuthOutcomeKind KindOf(OAuthError? error) => error switch
    {
        null => OAuthOutcomeKind.NotStored,
        { Endpoint: not null } => OAuthOutcomeKind.ProviderFailed,
        { Code: OAuthErrorCode.ReturnUrlRefused or OAuthErrorCode.LoginCsrf } => OAuthOutcomeKind.Refused,
        _ => OAuthOutcomeKind.Failed,
    };

    private static OAuthOutcome Create(string code, string message, string hint) =>
        new(OAuthOutcomeKind.Failed, OAuthResponse.Text($"{message} {hint}", 500))
        {
            Error = new(code, message) { Hint = hint },
            Explanation = $"decided: the login failed with {code}",
        };

    private static string Reason(RunContext run)
    {
        var obstacle = run.Plan.Obstacle is { } text ? char.ToLowerInvariant(text[0]) + text[1..] : "no browser returns";
        return run.Voice.Terminal.CanAsk ? obstacle : $"{obstacle}, and there is no terminal to paste at";
    }

    private static string Remedy(RunContext run) => run.Options.Ways.HasFlag(NativeLoginWays.Device)
        ? "Log in once at a terminal, or on a machine with a browser, and bring the token; or use a grant without a user."
        : "Allow the device code, or log in at a terminal or on a machine with a browser.";

    private static string NextAttempt(RunContext run) => run.Plan switch
    {
        { IsRemote: true, Listens: true } => "Run it again, and forward the port first (ssh -L), paste, or use a device code.",
        { Launches: true } => "Run it again, and open the address yourself if no browser opens, or use a device code.",
        { UsesDevice: true } => "Run it again, and type the code on any device.",
        _ => "Run it again, and paste the address where the browser ended, or use a device code.",
    };

    private static string Words(TimeSpan time) => time.TotalMinutes >= 2
        ? $"{time.TotalMinutes:0.#} minutes"
        : $"{time.TotalSeconds:0.#} seconds";
}
