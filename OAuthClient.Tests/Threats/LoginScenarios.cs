using OAuthClient.Testing;

namespace OAuthClient.Tests.Threats;

/// <summary>Every way in which a login can begin and end, each with the HTTP response to the user.</summary>
internal sealed class LoginScenarios
{
    public sealed record Scenario(string Name, OAuthResponse Response, bool IsFailure, DanceSetup Setup);

    private readonly Protocol _protocol;
    private readonly OAuthResponse? _receiverResponse;

    private LoginScenarios(Protocol protocol, OAuthResponse? receiverResponse)
    {
        _protocol = protocol;
        _receiverResponse = receiverResponse;
    }

    /// <summary>Runs all scenarios.</summary>
    /// <param name="protocol">The protocol of the logins.</param>
    /// <param name="receiverResponse">The response that a receiver returns to each signal; null connects none.</param>
    public static Task<List<Scenario>> AllAsync(Protocol protocol, OAuthResponse? receiverResponse = null) =>
        new LoginScenarios(protocol, receiverResponse).RunAsync();

    private async Task<List<Scenario>> RunAsync()
    {
        var code = Callbacks.CodeOrVerifierParameter(_protocol);
        List<Scenario> scenarios =
        [
            await BeginAsync("begun"),
            await BeginAsync("not wanted", setup => setup.Signals.BeforeLogin.Connect((_, _) => false)),
            await BeginAsync("receiver throws", ThrowBeforeLogin, isFailure: true),
            await BeginAsync("return URL", options: new() { ReturnUrl = "//evil.example" }, isFailure: true),
            await FinishAsync("stored"),
            await FinishAsync("vetoed", setup => setup.Signals.Authorized.Connect((_, _) => false)),
            await FinishAsync("receiver throws", ThrowWhenAuthorized, isFailure: true),
            await FinishAsync("users conflict", ConnectConflictingReceivers, isFailure: true),
            await FinishAsync("denied", change: callback => Callbacks.Denial(_protocol, callback), isFailure: true),
            await FinishAsync("malformed", change: callback => Callbacks.WithValue(callback, code, "%"), isFailure: true),
            await FinishAsync("no state", change: _ => DanceSetup.RedirectUri, isFailure: true),
            await FinishAsync("no code", change: callback => Callbacks.Without(callback, code), isFailure: true),
        ];
        Misbehavior[] harmless = [Misbehavior.None, Misbehavior.NoTokenType, Misbehavior.FormEncodedAnswer];
        foreach (var misbehavior in Misbehaviors.OfLogins.Except(harmless))
            scenarios.Add(await MisbehaveAsync(misbehavior));
        return scenarios;
    }

    private async Task<Scenario> BeginAsync(
        string name, Action<DanceSetup>? prepare = null, OAuthBeginOptions? options = null, bool isFailure = false)
    {
        var setup = CreateSetup(prepare);
        var login = await setup.Dance.BeginAsync("42", options ?? new() { ReturnUrl = "/home" });
        Assert.That(login.Error is not null, Is.EqualTo(isFailure), name);
        return new($"begin: {name}", login.Response, isFailure, setup);
    }

    private async Task<Scenario> FinishAsync(
        string name, Action<DanceSetup>? prepare = null, Func<string, string>? change = null, bool isFailure = false)
    {
        var setup = CreateSetup(prepare);
        var callback = await setup.GetCallbackUrlAsync("42");
        var changed = OAuthCallback.FromUrl(change?.Invoke(callback) ?? callback);
        var outcome = await setup.FinishAsync(changed, setup.Browser.Cookie);
        Assert.That(outcome.Error is not null, Is.EqualTo(isFailure), name);
        return new($"finish: {name}", outcome.Response, isFailure, setup);
    }

    private async Task<Scenario> MisbehaveAsync(Misbehavior misbehavior)
    {
        var setup = CreateSetup(setup => setup.Provider.Misbehave = misbehavior);
        var login = await setup.Dance.BeginAsync("42");
        if (!login.IsBegun)
            return new($"begin: {misbehavior}", login.Response, true, setup);
        var callback = await setup.Browser.AllowAsync(login.AuthorizationUrl!);
        var outcome = await setup.FinishAsync(callback, login.BrowserKey);
        return new($"finish: {misbehavior}", outcome.Response, outcome.Error is not null, setup);
    }

    private DanceSetup CreateSetup(Action<DanceSetup>? prepare)
    {
        var setup = new DanceSetup(
            _protocol, options => options with { EndpointTimeout = TimeSpan.FromMilliseconds(200) });
        if (_receiverResponse is { } response)
        {
            setup.Signals.BeforeLogin.Connect((_, _) => response);
            setup.Signals.Authorized.Connect((_, _) => response);
            setup.Signals.Error.Connect((_, _) => response);
        }
        prepare?.Invoke(setup);
        return setup;
    }

    private static void ThrowBeforeLogin(DanceSetup setup) =>
        setup.Signals.BeforeLogin.Connect((_, _) => throw new FormatException());

    private static void ThrowWhenAuthorized(DanceSetup setup) =>
        setup.Signals.Authorized.Connect((_, _) => throw new FormatException());

    private static void ConnectConflictingReceivers(DanceSetup setup)
    {
        setup.Signals.Authorized.Connect((_, _) => OAuthAnswer.StoreFor("1"));
        setup.Signals.Authorized.Connect((_, _) => OAuthAnswer.StoreFor("2"));
    }
}
