using OAuthClient.Testing;

namespace OAuthClient.Tests.Threats;

/// <summary>Every way in which a login can begin and end, with what is then shown.</summary>
internal static class LoginScenarios
{
    public sealed record Scenario(string Name, OAuthResponse Response, bool IsFailure, DanceSetup Stage);

    public static async Task<List<Scenario>> AllAsync(Protocol protocol, OAuthResponse? ofReceivers = null)
    {
        List<Scenario> endings =
        [
            await BeginAsync("begun", protocol, ofReceivers),
            await BeginAsync("not wanted", protocol, ofReceivers, setup => setup.Signals.BeforeLogin.Connect((_, _) => false)),
            await BeginAsync("receiver throws", protocol, ofReceivers, setup => setup.Signals.BeforeLogin.Connect((_, _) => throw new FormatException()), isFailure: true),
            await BeginAsync("return URL", protocol, ofReceivers, begin: new() { ReturnUrl = "//evil.example" }, isFailure: true),
            await FinishAsync("stored", protocol, ofReceivers),
            await FinishAsync("vetoed", protocol, ofReceivers, setup => setup.Signals.Authorized.Connect((_, _) => false)),
            await FinishAsync("receiver throws", protocol, ofReceivers, setup => setup.Signals.Authorized.Connect((_, _) => throw new FormatException()), isFailure: true),
            await FinishAsync("users conflict", protocol, ofReceivers, Conflict, isFailure: true),
            await FinishAsync("denied", protocol, ofReceivers, change: callback => Callbacks.Denial(protocol, callback), isFailure: true),
            await FinishAsync("malformed", protocol, ofReceivers, change: callback => callback + "&x=%", isFailure: true),
            await FinishAsync("no state", protocol, ofReceivers, change: _ => DanceSetup.RedirectUri, isFailure: true),
            await FinishAsync("no proof", protocol, ofReceivers, change: callback => Callbacks.Without(callback, Callbacks.CodeOrVerifierParameter(protocol)), isFailure: true),
        ];
        foreach (var misbehavior in Enum.GetValues<Misbehavior>().Except([Misbehavior.None, Misbehavior.NoTokenType, Misbehavior.FormEncodedAnswer]))
            endings.Add(await MisbehavingAsync(misbehavior, protocol, ofReceivers));
        return endings;
    }

    private static async Task<Scenario> BeginAsync(
        string name, Protocol protocol, OAuthResponse? ofReceivers, Action<DanceSetup>? prepare = null,
        OAuthBeginOptions? begin = null, bool isFailure = false)
    {
        var setup = Prepare(protocol, ofReceivers, prepare);
        var login = await setup.Dance.BeginAsync("42", begin ?? new() { ReturnUrl = "/home" });
        Assert.That(login.Error is not null, Is.EqualTo(isFailure), name);
        return new($"begin: {name}", login.Response, isFailure, setup);
    }

    private static async Task<Scenario> FinishAsync(
        string name, Protocol protocol, OAuthResponse? ofReceivers, Action<DanceSetup>? prepare = null,
        Func<string, string>? change = null, bool isFailure = false)
    {
        var setup = Prepare(protocol, ofReceivers, prepare);
        var callback = await setup.GetCallbackUrlAsync("42");
        var outcome = await setup.FinishAsync(
            OAuthCallback.FromUrl(change?.Invoke(callback) ?? callback), setup.Browser.Cookie);
        Assert.That(outcome.Error is not null, Is.EqualTo(isFailure), name);
        return new($"finish: {name}", outcome.Response, isFailure, setup);
    }

    private static async Task<Scenario> MisbehavingAsync(
        Misbehavior misbehavior, Protocol protocol, OAuthResponse? ofReceivers)
    {
        var setup = Prepare(protocol, ofReceivers, setup => setup.Provider.Misbehave = misbehavior);
        var login = await setup.Dance.BeginAsync("42");
        if (!login.IsBegun)
            return new($"begin: {misbehavior}", login.Response, true, setup);
        var outcome = await setup.FinishAsync(
            await setup.Browser.AllowAsync(login.AuthorizationUrl!), login.BrowserKey);
        return new($"finish: {misbehavior}", outcome.Response, outcome.Error is not null, setup);
    }

    private static DanceSetup Prepare(Protocol protocol, OAuthResponse? ofReceivers, Action<DanceSetup>? prepare)
    {
        var setup = new DanceSetup(
            protocol, options => options with { EndpointTimeout = TimeSpan.FromMilliseconds(200) });
        if (ofReceivers is not null)
        {
            setup.Signals.BeforeLogin.Connect((_, _) => ofReceivers);
            setup.Signals.Authorized.Connect((_, _) => ofReceivers);
            setup.Signals.Error.Connect((_, _) => ofReceivers);
        }
        prepare?.Invoke(setup);
        return setup;
    }

    private static void Conflict(DanceSetup setup)
    {
        setup.Signals.Authorized.Connect((_, _) => OAuthAnswer.StoreFor("1"));
        setup.Signals.Authorized.Connect((_, _) => OAuthAnswer.StoreFor("2"));
    }
}
