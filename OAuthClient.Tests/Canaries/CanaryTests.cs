using System.Text.RegularExpressions;
using OAuthClient.Testing;
using OAuthHarness;

namespace OAuthClient.Tests.Canaries;

/// <summary>
/// Logins of every kind, with secrets that would be recognized wherever they got out, and every way out listened to.
/// </summary>
[NonParallelizable]
public partial class CanaryTests
{
    // The pretend user logs in with this, and the provider tells it to whoever has a token.
    private const string Password = "password-of-anna-0123456789";

    private static readonly string[] CallbackSecrets = ["code", "state", "oauth_token", "oauth_verifier", "denied"];

    // What the pretend provider gives, and what it is told to say.
    [GeneratedRegex("(?:code|verifier|access|refresh|request|request-secret|access-secret|truncated)-[0-9A-Fa-f]{4,}|a{50,}")]
    private static partial Regex Given();

    // State, code_verifier, nonce, browser key; and the code_challenge, which is no secret but nobody's business
    // either.
    [GeneratedRegex("(?<![A-Za-z0-9_-])(?=[A-Za-z_-]*[0-9])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")]
    private static partial Regex Drawn();

    private static IEnumerable<LoginCase> Cases() => LoginCase.All();

    [TestCaseSource(nameof(Cases))]
    public async Task T52_No_diagnostic_channel_and_no_printed_object_holds_a_secret(object flow)
    {
        using var channels = new DiagnosticChannels();
        var secrets = await RunAsync((LoginCase)flow, channels);
        Assert.That(
            channels.Recorded.Select(heard => heard.Channel),
            Is.SupersetOf(new[]
            {
                "activities",
                "meters",
                "exceptions thrown",
                "exceptions caught",
                "objects",
                "errors",
                "events of System.Net.Http",
            }),
            "every channel is heard");
        AssertNoLeak(channels, secrets);
    }

    [Test]
    public async Task The_harness_prints_no_secret()
    {
        using var channels = new DiagnosticChannels();
        using var told = new StringWriter();
        await LoginDemo.RunAsync(told, told);
        channels.Record("harness", told.ToString());
        Assert.That(told.ToString(), Does.Contain("access_token = ***").And.Contain("oauth_verifier = ***"));
        AssertNoLeak(channels, []);
    }

    [TestCase("activities")]
    [TestCase("exceptions thrown")]
    [TestCase("objects")]
    [TestCase("events of System.Net.Http")]
    public async Task A_leaked_secret_is_found_on_channel(string channel)
    {
        using var channels = new DiagnosticChannels();
        await RunAsync(new("stored"), channels);
        channels.Record(channel, "GET /callback?code=code-0123456789ABCDEF");
        Assert.That(
            () => AssertNoLeak(channels, []),
            Throws.InstanceOf<AssertionException>().With.Message.Contains(channel));
    }

    private static async Task<List<string>> RunAsync(LoginCase flow, DiagnosticChannels channels)
    {
        await using var listening = flow.UsesSocket ? PretendProvider.Listen() : null;
        var setup = new DanceSetup(
            flow.Protocol,
            options => flow.Options?.Invoke(options) ?? (flow.UsesSocket ? options with { Http = null } : options),
            flow.Provider,
            listening);
        void See(params object?[] things) =>
            RecordAll(channels, "objects", things.SelectMany(thing => DebugTexts.Of(thing)));
        setup.Signals.BeforeLogin.Connect((dance, args) => See(dance, args));
        setup.Signals.Authorized.Connect((_, args) => See(args, args.Callback));
        setup.Signals.Error.Connect((_, args) =>
        {
            See(args);
            RecordAll(channels, "errors", Canary.Texts(args.Error));
            RecordAll(channels, "exceptions caught", DebugTexts.Of(args.Exception));
        });
        flow.Prepare(setup);
        setup.Provider.Misbehave = flow.Misbehavior;
        var login = await setup.Dance.BeginAsync("42", new() { ReturnUrl = "/home" });
        See(login);
        RecordAll(channels, "objects", Canary.Texts(login));
        var callback = "";
        if (login.IsBegun)
        {
            var brought = flow.IsAllowed
                ? await setup.Browser.AllowAsync(login.AuthorizationUrl!, Password)
                : await setup.Browser.DenyAsync(login.AuthorizationUrl!);
            callback = (brought.Form ?? brought.Url.Query) + flow.ExtraParameters;
            foreach (var cookie in new[] { default, login.BrowserKey, login.BrowserKey })
            {
                var outcome = await setup.FinishAsync(
                    brought.Form is null ? OAuthCallback.FromUrl(callback) : OAuthCallback.FromForm(callback),
                    cookie);
                See(outcome, brought, brought.ToOAuthCallback());
                RecordAll(channels, "objects", Canary.Texts(outcome));
            }
        }
        await setup.Dance.FinishAsync("?state=nobodys", "nobodys");
        foreach (var session in new[] { setup.Dance.Session("42"), setup.Dance.Session("nobody") })
            RecordAll(
                channels,
                "exceptions caught",
                (await ApiCalls.MakeAllAsync(session)).SelectMany(thrown => DebugTexts.Of(thrown)
                    .Append(thrown.ToString())));
        See(
            setup.Dance, setup.Dance.Provider, setup.Options, setup.Recorder.SavedDances, setup.Recorder.StoredTokens,
            setup.Tokens, setup.Pending, setup.Provider.Requests, setup.Provider, setup.Browser, login.BrowserKey);
        var kept = setup.Recorder.SavedDances.SelectMany(pending => new[]
        {
            pending.TokenRequestSecret.Reveal(),
            pending.Id,
        });
        var values = CallbackSecrets.Select(name => Uri.UnescapeDataString(Callbacks.Value(
            "?" + callback.TrimStart('?'), name))).Where(value => value.Length > 16);
        return [login.BrowserKey.Reveal(), .. kept, .. values];
    }

    private static void RecordAll(DiagnosticChannels channels, string channel, IEnumerable<string?> texts)
    {
        foreach (var text in texts)
            channels.Record(channel, text);
    }

    private static void AssertNoLeak(DiagnosticChannels channels, List<string> secrets)
    {
        string[] spelled =
        [
            .. secrets.Concat(Canary.ClientSecrets)
                .Append(Password)
                .Append(LoginCase.AssertionAuthentication.Value)
                .Distinct()
                .SelectMany(Canary.Encodings),
        ];
        Assert.That(spelled, Has.Length.GreaterThan(4).And.All.Length.GreaterThan(16));
        var leaks =
            from heard in channels.Recorded.Distinct()
            let text = heard.Text
            let leak = spelled.FirstOrDefault(secret => text.Contains(secret, StringComparison.Ordinal))
                ?? FirstMatch(Given(), text) ?? FirstMatch(Drawn(), text)
            where leak is not null
            select $"{heard.Channel}: '{leak}' in: {text}";
        Assert.That(leaks, Is.Empty);
    }

    private static string? FirstMatch(Regex regex, string text) =>
        regex.Match(text) is { Success: true } match ? match.Value : null;
}
