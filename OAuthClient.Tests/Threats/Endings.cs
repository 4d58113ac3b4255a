using OAuthClient.Testing;

namespace OAuthClient.Tests.Threats;

/// <summary>Every way in which a login can begin and end, with what is then shown.</summary>
internal static class Endings
{
    public sealed record Ending(string Name, OAuthResponse Response, bool IsFailure, Stage Stage);

    public static async Task<List<Ending>> AllAsync(Protocol protocol, OAuthResponse? ofReceivers = null)
    {
        List<Ending> endings =
        [
            await BeginAsync("begun", protocol, ofReceivers),
            await BeginAsync("not wanted", protocol, ofReceivers, stage => stage.Signals.BeforeLogin.Connect((_, _) => false)),
            await BeginAsync("receiver throws", protocol, ofReceivers, stage => stage.Signals.BeforeLogin.Connect((_, _) => throw new FormatException()), isFailure: true),
            await BeginAsync("return URL", protocol, ofReceivers, begin: new() { ReturnUrl = "//evil.example" }, isFailure: true),
            await FinishAsync("stored", protocol, ofReceivers),
            await FinishAsync("vetoed", protocol, ofReceivers, stage => stage.Signals.Authorized.Connect((_, _) => false)),
            await FinishAsync("receiver throws", protocol, ofReceivers, stage => stage.Signals.Authorized.Connect((_, _) => throw new FormatException()), isFailure: true),
            await FinishAsync("users conflict", protocol, ofReceivers, Conflict, isFailure: true),
            await FinishAsync("denied", protocol, ofReceivers, change: callback => Callbacks.Denial(protocol, callback), isFailure: true),
            await FinishAsync("malformed", protocol, ofReceivers, change: callback => callback + "&x=%", isFailure: true),
            await FinishAsync("no state", protocol, ofReceivers, change: _ => Stage.Callback, isFailure: true),
            await FinishAsync("no proof", protocol, ofReceivers, change: callback => Callbacks.Without(callback, Callbacks.Proof(protocol)), isFailure: true),
        ];
        foreach (var misbehavior in Enum.GetValues<Misbehavior>().Except([Misbehavior.None, Misbehavior.NoTokenType, Misbehavior.FormEncodedAnswer]))
            endings.Add(await MisbehavingAsync(misbehavior, protocol, ofReceivers));
        return endings;
    }

    private static async Task<Ending> BeginAsync(
        string name, Protocol protocol, OAuthResponse? ofReceivers, Action<Stage>? prepare = null, OAuthBegin? begin = null, bool isFailure = false)
    {
        var stage = OnStage(protocol, ofReceivers, prepare);
        var login = await stage.Dance.BeginAsync("42", begin ?? new() { ReturnUrl = "/home" });
        Assert.That(login.Error is not null, Is.EqualTo(isFailure), name);
        return new($"begin: {name}", login.Response, isFailure, stage);
    }

    private static async Task<Ending> FinishAsync(
        string name, Protocol protocol, OAuthResponse? ofReceivers, Action<Stage>? prepare = null, Func<string, string>? change = null, bool isFailure = false)
    {
        var stage = OnStage(protocol, ofReceivers, prepare);
        var callback = await stage.ToCallbackAsync("42");
        var outcome = await stage.FinishAsync(change?.Invoke(callback) ?? callback, stage.Browser.Cookie);
        Assert.That(outcome.Error is not null, Is.EqualTo(isFailure), name);
        return new($"finish: {name}", outcome.Response, isFailure, stage);
    }

    private static async Task<Ending> MisbehavingAsync(Misbehavior misbehavior, Protocol protocol, OAuthResponse? ofReceivers)
    {
        var stage = OnStage(protocol, ofReceivers, stage => stage.Provider.Misbehave = misbehavior);
        var login = await stage.Dance.BeginAsync("42");
        if (!login.IsBegun)
            return new($"begin: {misbehavior}", login.Response, true, stage);
        var outcome = await stage.FinishAsync(await stage.Browser.AllowAsync(login.AuthorizationUrl!), login.BrowserKey);
        return new($"finish: {misbehavior}", outcome.Response, outcome.Error is not null, stage);
    }

    private static Stage OnStage(Protocol protocol, OAuthResponse? ofReceivers, Action<Stage>? prepare)
    {
        var stage = new Stage(protocol, options => options with { EndpointTimeout = TimeSpan.FromMilliseconds(200) });
        if (ofReceivers is not null)
        {
            stage.Signals.BeforeLogin.Connect((_, _) => ofReceivers);
            stage.Signals.Authorized.Connect((_, _) => ofReceivers);
            stage.Signals.Error.Connect((_, _) => ofReceivers);
        }
        prepare?.Invoke(stage);
        return stage;
    }

    private static void Conflict(Stage stage)
    {
        stage.Signals.Authorized.Connect((_, _) => OAuthAnswer.StoreFor("1"));
        stage.Signals.Authorized.Connect((_, _) => OAuthAnswer.StoreFor("2"));
    }
}
