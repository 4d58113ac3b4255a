using System.Collections.Concurrent;
using OAuthClient.Internal;

namespace OAuthClient.Tests.Internal;

/// <summary>The checks of a callback that <c>oauth_trace</c> tells.</summary>
public class CallbackCheckTests
{
    private static readonly string[] BeforeTaken =
    [
        "callback_readable", "parameters_once", "login_named", "login_known", "provider", "browser", "response_mode",
        "signature", "issuer",
    ];

    private static readonly string[] All = [.. BeforeTaken, "expiry", "user", "taken_once", "code_or_error"];

    private static IEnumerable<TestCaseData> RefusedCallbacks()
    {
        yield return Row("callback_readable", url => url.Replace("state=", "state=%zz", StringComparison.Ordinal));
        yield return Row("parameters_once", url => $"{url}&state=x");
        yield return Row("login_named", url => Callbacks.Without(url, "state"));
        yield return Row("login_known", url => Callbacks.WithValue(url, "state", "x"));
        yield return Row("issuer", url => Callbacks.WithValue(url, "iss", "https%3A%2F%2Fother.example"));
        yield return Row("issuer", url => Callbacks.Without(url, "iss"));
        yield return Row("code_or_error", url => $"{url}&error=x");
        yield return Row("code_or_error", url => Callbacks.Without(url, "code"));

        static TestCaseData Row(string name, Func<string, string> change) => new(name, change);
    }

    [Test]
    public async Task A_login_tells_each_check_in_its_order([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var events = Record(setup);
        await setup.LoginAsync("42");
        string[] expected = protocol == Protocol.OAuth2 ? [.. All, "token_type"] : All;
        Assert.That(NamesOf(events.Last()), Is.EqualTo(expected));
        Assert.That(events.Last().Checks.Select(check => check.Result), Has.None.EqualTo(TraceCheckResult.Failed));
        Assert.That(events.SkipLast(1).SelectMany(trace => trace.Checks), Is.Empty, "only the end has checks");
    }

    [Test]
    public async Task A_check_that_does_not_apply_says_why()
    {
        var setup = new DanceSetup(provider: value => value with { Issuer = null, IssuerInResponse = false });
        var events = Record(setup);
        var url = Callbacks.Without(await setup.GetCallbackUrlAsync("42"), "iss");
        await setup.FinishAsync(OAuthCallback.FromUrl(url), setup.Browser.Cookie);
        Assert.That(
            from check in events.Last().Checks
            where check.Result == TraceCheckResult.NotApplicable
            select check.ToString(),
            Is.EqualTo(new[]
            {
                "NotApplicable signature: the provider does not sign its callbacks",
                "NotApplicable issuer: the provider does not name its issuer",
                "NotApplicable user: the host does not say who is logged in",
            }));
    }

    [TestCaseSource(nameof(RefusedCallbacks))]
    public async Task The_check_that_refuses_is_the_last_and_the_only_one_that_failed(
        string name, Func<string, string> change)
    {
        var setup = new DanceSetup();
        var url = await setup.GetCallbackUrlAsync("42");
        var events = Record(setup);
        await setup.FinishAsync(OAuthCallback.FromUrl(change(url)), setup.Browser.Cookie);
        var told = events.Single(trace => trace.Event == OAuthTraceEvent.CallbackRefused);
        Assert.That(NamesOf(told), Is.EqualTo(All.TakeWhile(check => check != name).Append(name)));
        Assert.That(
            told.Checks.Select(check => check.Result == TraceCheckResult.Failed),
            Is.EqualTo(told.Checks.Select(check => check.Name == name)));
    }

    [Test]
    public async Task A_callback_in_another_browser_fails_the_check_of_the_browser()
    {
        var told = await RefuseAsync((setup, url) => setup.FinishAsync(OAuthCallback.FromUrl(url), default));
        Assert.That(told.Checks[^1].Name, Is.EqualTo("browser"));
        Assert.That(
            told.Checks[^1].ToString(), Does.Match("^Failed browser: expected digest [A-Za-z0-9_-]{8}, got none$"));
    }

    [Test]
    public async Task A_callback_of_another_user_fails_the_check_of_the_user()
    {
        var told = await RefuseAsync(async (setup, url) => await setup.Dance.FinishAsync(
            OAuthCallback.FromUrl(url), setup.Browser.Cookie, new() { User = "43" }));
        Assert.That(told.Checks[^1].ToString(), Is.EqualTo("Failed user: expected 42, got 43"));
    }

    [Test]
    public async Task A_callback_that_comes_too_late_fails_the_check_of_its_expiry()
    {
        var told = await RefuseAsync(async (setup, url) =>
        {
            var finish = setup.FinishAsync(OAuthCallback.FromUrl(url), setup.Browser.Cookie);
            setup.Time.Advance(setup.Options.ReplayWindow);
            await finish;
        }, setup => setup.Time.Advance(setup.Options.LoginLifetime));
        Assert.That(told.Checks[^1].Name, Is.EqualTo("expiry"));
    }

    [Test]
    public async Task A_second_code_for_a_login_that_is_taken_fails_the_check_of_that()
    {
        var told = await RefuseAsync(async (setup, url) =>
        {
            await setup.FinishAsync(OAuthCallback.FromUrl(url), setup.Browser.Cookie);
            var other = OAuthCallback.FromUrl(Callbacks.WithValue(url, "code", "other"));
            await setup.FinishAsync(other, setup.Browser.Cookie);
        });
        Assert.That(NamesOf(told), Is.EqualTo(All.SkipLast(1)));
        Assert.That(told.Checks[^1].ToString(), Does.StartWith("Failed taken_once: expected digest "));
    }

    [Test]
    public async Task A_repeated_callback_is_judged_by_the_login_that_has_finished()
    {
        var setup = new DanceSetup();
        var callback = OAuthCallback.FromUrl(await setup.GetCallbackUrlAsync("42"));
        await setup.FinishAsync(callback, setup.Browser.Cookie);
        var events = Record(setup);
        await setup.FinishAsync(callback, setup.Browser.Cookie);
        Assert.That(events.Last().Event, Is.EqualTo(OAuthTraceEvent.CallbackRepeated));
        Assert.That(
            events.Last().Checks.Skip(BeforeTaken.Length).Select(check => check.ToString()),
            Is.EqualTo(new[]
            {
                "NotApplicable expiry: the login was finished before",
                "NotApplicable user: the host does not say who is logged in",
                "NotApplicable taken_once: the same callback came again: it gets the first outcome",
            }));
    }

    [Test]
    public async Task A_denial_passes_every_check([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var callback = await setup.GetCallbackAsync("42", allow: false);
        var events = Record(setup);
        await setup.FinishAsync(callback, setup.Browser.Cookie);
        Assert.That(events.Last().Event, Is.EqualTo(OAuthTraceEvent.LoginFailed));
        Assert.That(NamesOf(events.Last()), Is.EqualTo(All));
        Assert.That(events.Last().Checks[^1].Result, Is.EqualTo(TraceCheckResult.Passed));
    }

    [Test]
    public async Task A_verifier_with_an_error_fails_before_the_login_is_taken()
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var url = await setup.GetCallbackUrlAsync("42");
        var events = Record(setup);
        await setup.FinishAsync(OAuthCallback.FromUrl($"{url}&oauth_problem=x"), setup.Browser.Cookie);
        Assert.That(NamesOf(events.Last()), Is.EqualTo(BeforeTaken.Append("code_or_error")));
        Assert.That(events.Last().Checks[^1].ToString(), Does.EndWith("got both"));
    }

    [TestCase(false, TraceCheckResult.Passed)]
    [TestCase(true, TraceCheckResult.Failed)]
    public async Task An_extension_is_a_check_by_its_name(bool refuses, TraceCheckResult result)
    {
        var judge = new TracedExtension("judge")
        {
            Check = (_, _) =>
            {
                if (refuses)
                    throw TracedExtension.MakeRefusal("judged", "No.");
            },
        };
        var setup = new DanceSetup(provider: value => value with { Extensions = [judge] });
        var events = Record(setup);
        await setup.LoginAsync("42");
        Assert.That(
            events.Last().Checks.Single(check => check.Name.StartsWith("extension", StringComparison.Ordinal)),
            Is.EqualTo(new TraceCheck("extension:judge", result)));
        Assert.That(events.Last().Checks[BeforeTaken.Length].Name, Is.EqualTo("extension:judge"));
    }

    [Test]
    public async Task The_checks_of_logins_at_once_do_not_mix()
    {
        var setup = new DanceSetup();
        var browsers = Enumerable.Range(0, 20).Select(_ => setup.CreateBrowser()).ToArray();
        var urls = new List<string>();
        foreach (var browser in browsers)
            urls.Add(await setup.GetCallbackUrlAsync("42", browser));
        var events = Record(setup);
        await Task.WhenAll(browsers.Select((browser, at) => Task.Run(async () =>
            await setup.FinishAsync(OAuthCallback.FromUrl(urls[at]), browser.Cookie))));
        var ended = events.Where(trace => trace.Event == OAuthTraceEvent.LoginFinished).ToArray();
        Assert.That(ended, Has.Length.EqualTo(browsers.Length));
        Assert.That(ended.Select(NamesOf), Has.All.EqualTo(All.Append("token_type")));
        Assert.That(
            ended.Select(trace => trace.Checks.Single(check => check.Name == "login_named").Actual),
            Is.EqualTo(ended.Select(trace => $"digest {trace.Login}")));
    }

    [TestCase("https://evil.example", "https://evil.example")]
    [TestCase("https://evil.example/?a=b", "digest ")]
    [TestCase("https://me:swordfish@evil.example", "digest ")]
    [TestCase("swordfish", "swordfish")]
    [TestCase("sword fish", "digest ")]
    [TestCase("https://evil.example/{code}", "digest ")]
    [TestCase("https://{state}.example", "digest ")]
    public async Task An_issuer_that_came_is_shown_only_if_it_looks_like_one_and_holds_no_other_value(
        string issuer, string shown)
    {
        var told = await RefuseAsync(async (setup, url) =>
        {
            var named = issuer
                .Replace("{code}", Callbacks.Value(url, "code"), StringComparison.Ordinal)
                .Replace("{state}", Callbacks.Value(url, "state"), StringComparison.Ordinal);
            var changed = Callbacks.WithValue(url, "iss", Uri.EscapeDataString(named));
            await setup.FinishAsync(OAuthCallback.FromUrl(changed), setup.Browser.Cookie);
        });
        Assert.That(told.Checks[^1].Name, Is.EqualTo("issuer"));
        Assert.That(told.Checks[^1].Actual, Does.StartWith(shown));
    }

    [Test]
    public void Without_a_receiver_no_check_is_recorded()
    {
        var setup = new DanceSetup();
        Assert.That(setup.Dance.Dependencies.Trace.StartChecks(), Is.Null);
        using var connection = setup.Signals.Trace.Connect((_, _) => { });
        Assert.That(setup.Dance.Dependencies.Trace.StartChecks(), Is.Not.Null);
    }

    [Test]
    public void The_table_of_checks_has_the_name_of_each_in_its_order()
    {
        var constants =
            from field in typeof(CheckNames).GetFields()
            select (string)field.GetValue(null)!;
        string[] rows = [.. BeforeTaken, "extension:NAME", .. All.Skip(BeforeTaken.Length)];
        Assert.That(constants, Is.EquivalentTo(All.Append("token_type")));
        Assert.That(DocumentedNames(), Is.EqualTo(rows));
        Assert.That(Repository.Read("docs/refusals.md"), Does.Contain("`token_type` follows them"));
    }

    private static IEnumerable<string> DocumentedNames() =>
        from line in Repository.Read("docs/refusals.md").Split('\n')
            .SkipWhile(line => !line.StartsWith("| # | Check | Name |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
        from name in line.Split('|')[3].Split(',')
        select name.Trim(' ', '`');

    private static async Task<TraceArgs> RefuseAsync(
        Func<DanceSetup, string, Task> finish, Action<DanceSetup>? before = null)
    {
        var setup = new DanceSetup();
        var url = await setup.GetCallbackUrlAsync("42");
        before?.Invoke(setup);
        var events = Record(setup);
        await finish(setup, url);
        return events.Last(trace => trace.Event == OAuthTraceEvent.CallbackRefused);
    }

    private static ConcurrentQueue<TraceArgs> Record(DanceSetup setup)
    {
        var events = new ConcurrentQueue<TraceArgs>();
        setup.Signals.Trace.Connect((_, trace) => events.Enqueue(trace));
        return events;
    }

    private static IEnumerable<string> NamesOf(TraceArgs trace) => trace.Checks.Select(check => check.Name);
}
