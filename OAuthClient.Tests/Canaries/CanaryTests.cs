using System.Text.RegularExpressions;
using OAuthClient.Testing;
using OAuthHarness;

namespace OAuthClient.Tests.Canaries;

/// <summary>Logins of every kind, with secrets that would be recognized wherever they got out, and every way out listened to.</summary>
[NonParallelizable]
public partial class CanaryTests
{
    // The pretend user logs in with this, and the provider tells it to whoever has a token.
    private const string Password = "password-of-anna-0123456789";

    private static readonly string[] Brought = ["code", "state", "oauth_token", "oauth_verifier", "denied"];

    // What the pretend provider gives, and what it is told to say.
    [GeneratedRegex("(?:code|verifier|access|refresh|request|request-secret|access-secret|truncated)-[0-9A-Fa-f]{4,}|a{50,}")]
    private static partial Regex Given();

    // State, code_verifier, nonce, browser key; and the code_challenge, which is no secret but nobody's business either.
    [GeneratedRegex("(?<![A-Za-z0-9_-])(?=[A-Za-z_-]*[0-9])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")]
    private static partial Regex Drawn();

    private static IEnumerable<Flow> Flows() => Flow.All();

    [TestCaseSource(nameof(Flows))]
    public async Task T52_Nothing_that_is_told_or_can_be_printed_holds_a_secret(object flow)
    {
        using var channels = new Channels();
        var secrets = await RunAsync((Flow)flow, channels);
        Assert.That(channels.Heard.Select(heard => heard.Channel), Is.SupersetOf(new[] { "activities", "meters", "exceptions thrown", "exceptions caught", "objects", "errors", "events of System.Net.Http" }), "every channel is heard");
        AssertNone(channels, secrets);
    }

    [Test]
    public async Task The_harness_tells_no_secret()
    {
        using var channels = new Channels();
        using var told = new StringWriter();
        await Play.RunAsync(told, told);
        channels.Hear("harness", told.ToString());
        Assert.That(told.ToString(), Does.Contain("access_token = ***").And.Contain("oauth_verifier = ***"));
        AssertNone(channels, []);
    }

    [TestCase("activities")]
    [TestCase("exceptions thrown")]
    [TestCase("objects")]
    [TestCase("events of System.Net.Http")]
    public async Task A_secret_that_did_get_out_would_be_found(string channel)
    {
        using var channels = new Channels();
        await RunAsync(new("stored"), channels);
        channels.Hear(channel, "GET /callback?code=code-0123456789ABCDEF");
        Assert.That(() => AssertNone(channels, []), Throws.InstanceOf<AssertionException>().With.Message.Contains(channel));
    }

    private static async Task<List<string>> RunAsync(Flow flow, Channels channels)
    {
        await using var listening = flow.OnSocket ? PretendProvider.Listen() : null;
        var stage = new Stage(flow.Protocol, options => flow.Options?.Invoke(options) ?? (flow.OnSocket ? options with { Http = null } : options), flow.Provider, listening);
        void See(params object?[] things) => Hear(channels, "objects", things.SelectMany(thing => Sight.Of(thing)));
        stage.Signals.BeforeLogin.Connect((dance, args) => See(dance, args));
        stage.Signals.Authorized.Connect((_, args) => See(args, args.Callback));
        stage.Signals.Error.Connect((_, args) => { See(args); Hear(channels, "errors", Canary.Texts(args.Error)); Hear(channels, "exceptions caught", Sight.Of(args.Exception)); });
        flow.Prepare(stage);
        stage.Provider.Misbehave = flow.Misbehavior;
        var login = await stage.Dance.BeginAsync("42", new() { ReturnUrl = "/home" });
        See(login);
        Hear(channels, "objects", Canary.Texts(login));
        var callback = "";
        if (login.IsBegun)
        {
            var brought = flow.Allows ? await stage.Browser.AllowAsync(login.AuthorizationUrl!, Password) : await stage.Browser.DenyAsync(login.AuthorizationUrl!);
            callback = (brought.Form ?? brought.Url.Query) + flow.More;
            foreach (var cookie in new[] { default, login.BrowserKey, login.BrowserKey })
            {
                var outcome = await stage.FinishAsync(brought.Form is null ? OAuthCallback.FromUrl(callback) : OAuthCallback.FromForm(callback), cookie);
                See(outcome, brought, brought.ToOAuthCallback());
                Hear(channels, "objects", Canary.Texts(outcome));
            }
        }
        await stage.Dance.FinishAsync("?state=nobodys", "nobodys");
        foreach (var session in new[] { stage.Dance.Session("42"), stage.Dance.Session("nobody") })
            Hear(channels, "exceptions caught", (await Calls.AllAsync(session)).SelectMany(thrown => Sight.Of(thrown).Append(thrown.ToString())));
        See(stage.Dance, stage.Dance.Provider, stage.Options, stage.Ledger.Saved, stage.Ledger.Put, stage.Tokens, stage.Pending, stage.Provider.Requests, stage.Provider, stage.Browser, login.BrowserKey);
        var kept = stage.Ledger.Saved.SelectMany(pending => new[] { pending.Proof.Reveal(), pending.Handle });
        var values = Brought.Select(name => Uri.UnescapeDataString(Callbacks.Value("?" + callback.TrimStart('?'), name))).Where(value => value.Length > 16);
        return [login.BrowserKey.Reveal(), .. kept, .. values];
    }

    private static void Hear(Channels channels, string channel, IEnumerable<string?> texts)
    {
        foreach (var text in texts)
            channels.Hear(channel, text);
    }

    private static void AssertNone(Channels channels, List<string> secrets)
    {
        string[] spelled = [.. secrets.Concat(Canary.ClientSecrets).Append(Password).Append(Flow.Assertion.Value).Distinct().SelectMany(Canary.Spellings)];
        Assert.That(spelled, Has.Length.GreaterThan(4).And.All.Length.GreaterThan(16));
        var leaks =
            from heard in channels.Heard.Distinct()
            let text = heard.Text
            let leak = spelled.FirstOrDefault(secret => text.Contains(secret, StringComparison.Ordinal)) ?? Found(Given(), text) ?? Found(Drawn(), text)
            where leak is not null
            select $"{heard.Channel}: '{leak}' in: {text}";
        Assert.That(leaks, Is.Empty);
    }

    private static string? Found(Regex regex, string text) => regex.Match(text) is { Success: true } match ? match.Value : null;
}
