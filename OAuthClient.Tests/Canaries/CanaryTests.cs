using System.Text.RegularExpressions;
using OAuthClient.Testing;
using OAuthHarness.Explaining;
using OAuthHarness.Pictures;
using OAuthHarness.Story;

namespace OAuthClient.Tests.Canaries;

/// <summary>
/// Runs logins of every kind with recognizable secrets, and searches every diagnostic channel for these secrets.
/// </summary>
[NonParallelizable]
public partial class CanaryTests
{
    // The user name of the pretend user. The API returns the user name to every caller with a token.
    private const string Password = "password-of-anna-0123456789";

    private static readonly string[] Channels =
    [
        "activities", "meters", "exceptions thrown", "exceptions caught", "objects", "errors",
        "events of System.Net.Http", "traces", "transcripts", "logs", "scopes",
        "explanations", "recordings", "pictures",
    ];

    private static readonly string[] CallbackSecrets = ["code", "state", "oauth_token", "oauth_verifier", "denied"];

    // Matches secrets that the pretend provider makes, and the long text of the pretend provider's oversized answer.
    [GeneratedRegex(
        "(?:code|verifier|access|refresh|request|request-secret|access-secret|truncated)-[0-9A-Fa-f]{4,}|a{50,}")]
    private static partial Regex ProviderSecret();

    // Matches a state, code_verifier, nonce or browser key. A code_challenge matches too, although a code_challenge is
    // no secret.
    [GeneratedRegex("(?<![A-Za-z0-9_-])(?=[A-Za-z_-]*[0-9])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")]
    private static partial Regex RandomSecret();

    private static IEnumerable<LoginCase> Cases() => LoginCase.All();

    [TestCaseSource(nameof(Cases))]
    public async Task T52_No_diagnostic_channel_and_no_printed_object_holds_a_secret(object loginCase)
    {
        using var channels = new DiagnosticChannels();
        var secrets = await RunAsync((LoginCase)loginCase, channels);
        Assert.That(
            channels.Recorded.Select(entry => entry.Channel),
            Is.SupersetOf(Channels),
            "every channel has records");
        AssertNoLeak(channels, secrets);
    }

    [Test]
    public async Task The_harness_prints_no_secret()
    {
        using var channels = new DiagnosticChannels();
        using var output = new StringWriter();
        await LoginDemo.RunAsync(output, output);
        channels.Record("harness", output.ToString());
        Assert.That(output.ToString(), Does.Contain("access_token = ***").And.Contain("oauth_verifier = ***"));
        AssertNoLeak(channels, []);
    }

    [TestCase("activities")]
    [TestCase("exceptions thrown")]
    [TestCase("objects")]
    [TestCase("events of System.Net.Http")]
    [TestCase("meters")]
    [TestCase("traces")]
    [TestCase("transcripts")]
    [TestCase("logs")]
    [TestCase("scopes")]
    [TestCase("explanations")]
    [TestCase("recordings")]
    [TestCase("pictures")]
    public async Task A_leaked_secret_is_found_on_channel(string channel)
    {
        using var channels = new DiagnosticChannels();
        await RunAsync(new("stored"), channels);
        channels.Record(channel, "GET /callback?code=code-0123456789ABCDEF");
        Assert.That(
            () => AssertNoLeak(channels, []),
            Throws.InstanceOf<AssertionException>().With.Message.Contains(channel));
    }

    private static async Task<List<string>> RunAsync(LoginCase loginCase, DiagnosticChannels channels)
    {
        await using var listeningProvider = loginCase.UsesSocket ? PretendProvider.Listen() : null;
        var setup = new DanceSetup(
            loginCase.Protocol,
            options => loginCase.Configure(options),
            loginCase.Provider,
            listeningProvider);
        void RecordObjects(params object?[] things) =>
            RecordAll(channels, "objects", things.SelectMany(thing => DebugTexts.Of(thing)));
        setup.Signals.BeforeLogin.Connect((dance, args) => RecordObjects(dance, args));
        setup.Signals.Authorized.Connect((_, args) => RecordObjects(args, args.Callback));
        setup.Signals.Error.Connect((_, args) =>
        {
            RecordObjects(args);
            RecordAll(channels, "errors", Canary.Texts(args.Error));
            RecordAll(channels, "exceptions caught", DebugTexts.Of(args.Exception));
        });
        setup.Signals.Trace.Connect((_, trace) =>
        {
            RecordAll(channels, "traces", DebugTexts.Of(trace));
            RecordAll(channels, "traces", Canary.Texts(trace.Error));
            channels.Record("transcripts", trace.Exchange?.ToString());
        });
        using var logs = new LogRecorder();
        logs.Connect(setup.Dance, new() { Transcript = true, LogUserIds = true });
        using var recorder = DanceRecorder.Start(setup.Dance, line => channels.Record("explanations", line));
        loginCase.Prepare(setup);
        setup.Provider.Misbehave = loginCase.Misbehavior;
        var login = await setup.Dance.BeginAsync("42", new() { ReturnUrl = "/home" });
        RecordObjects(login);
        recorder.Begin(login);
        RecordAll(channels, "objects", Canary.Texts(login));
        var callback = "";
        if (login.IsBegun)
        {
            var received = loginCase.IsAllowed
                ? await setup.Browser.AllowAsync(login.AuthorizationUrl!, Password)
                : await setup.Browser.DenyAsync(login.AuthorizationUrl!);
            callback = (received.Form ?? received.Url.Query) + loginCase.ExtraParameters;
            foreach (var cookie in new[] { default, login.BrowserKey, login.BrowserKey })
            {
                var outcome = await setup.FinishAsync(
                    received.Form is null ? OAuthCallback.FromUrl(callback) : OAuthCallback.FromForm(callback),
                    cookie);
                recorder.End(outcome);
                RecordObjects(outcome, received, received.ToOAuthCallback());
                RecordAll(channels, "objects", Canary.Texts(outcome));
            }
        }
        await setup.Dance.FinishAsync("?state=unknown", "unknown");
        foreach (var session in new[] { setup.Dance.Session("42"), setup.Dance.Session("43") })
        {
            var thrown = await ApiCalls.MakeAllAsync(session);
            RecordAll(channels, "exceptions caught", thrown.SelectMany(exception => DebugTexts.Of(exception)));
            RecordAll(channels, "exceptions caught", thrown.Select(exception => exception.ToString()));
        }
        RecordObjects(
            setup.Dance, setup.Dance.Provider, setup.Options, setup.Recorder.SavedDances, setup.Recorder.StoredTokens,
            setup.Tokens, setup.Pending, setup.Provider.Requests, setup.Provider, setup.Browser, login.BrowserKey);
        channels.Record("recordings", System.Text.Encoding.UTF8.GetString(RecordingJson.Write(recorder.Recording)));
        channels.Record("pictures", PicturePage.Draw([recorder.Recording]));
        RecordAll(channels, "logs", logs.Entries.Select(entry => $"{entry} {entry.Exception}"));
        RecordAll(channels, "scopes", logs.Entries.Select(entry => entry.Scope));
        var ofDances = setup.Recorder.SavedDances.SelectMany(
            dance => new[] { dance.TokenRequestSecret.Reveal(), dance.Id });
        var query = "?" + callback.TrimStart('?');
        var ofCallback = CallbackSecrets
            .Select(name => Uri.UnescapeDataString(Callbacks.Value(query, name)))
            .Where(value => value.Length > 16);
        return [login.BrowserKey.Reveal(), .. ofDances, .. ofCallback];
    }

    private static void RecordAll(DiagnosticChannels channels, string channel, IEnumerable<string?> texts)
    {
        foreach (var text in texts)
            channels.Record(channel, text);
    }

    private static void AssertNoLeak(DiagnosticChannels channels, List<string> secrets)
    {
        string[] encoded =
        [
            .. secrets.Concat(Canary.ClientSecrets)
                .Append(Password)
                .Append(LoginCase.AssertionAuthentication.Value)
                .Distinct()
                .SelectMany(Canary.Encodings),
        ];
        Assert.That(encoded, Has.Length.GreaterThan(4).And.All.Length.GreaterThan(16));
        var leaks =
            from entry in channels.Recorded.Distinct()
            let text = entry.Text
            let leak = encoded.FirstOrDefault(secret => text.Contains(secret, StringComparison.Ordinal))
                ?? FirstMatch(ProviderSecret(), text)
                ?? FirstMatch(RandomSecret(), text)
            where leak is not null
            select $"{entry.Channel}: '{leak}' in: {text}";
        Assert.That(leaks, Is.Empty);
    }

    private static string? FirstMatch(Regex regex, string text) =>
        regex.Match(text) is { Success: true } match ? match.Value : null;
}
