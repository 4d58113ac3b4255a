using System.Net;

namespace OAuthClient.Tests.Threats;

/// <summary>
/// Responses to a user reveal no secret, run no injected JavaScript and never redirect outside the site.
/// </summary>
public class ResponseThreats
{
    private static readonly OAuthResponse[] ReceiverResponses =
    [
        OAuthResponse.Redirect("/sorry"),
        OAuthResponse.Text("plain"),
        OAuthResponse.Html("<p>page</p>", 500),
        new(302) { Location = "/other" },
        new(204),
    ];

    [Test]
    public async Task T18_Every_response_is_a_page_or_a_redirect_with_no_store_and_no_referrer(
        [Values] Protocol protocol)
    {
        var scenarios = await LoginScenarios.AllAsync(protocol);
        foreach (var receiverResponse in ReceiverResponses)
            scenarios.AddRange(await LoginScenarios.AllAsync(protocol, receiverResponse));
        Assert.That(scenarios, Has.Count.GreaterThan(100));
        using (Assert.EnterMultipleScope())
        {
            foreach (var (name, response, _, _) in scenarios)
            {
                Assert.That(
                    response.Location is null ? response.Status is < 300 or >= 400 : response.Status is 302 or 303,
                    Is.True,
                    name);
                Assert.That(
                    (response.Headers["Cache-Control"], response.Headers["Referrer-Policy"]),
                    Is.EqualTo(("no-store", "no-referrer")),
                    name);
            }
        }
    }

    [Test]
    public async Task T18_The_response_to_a_prefetch_has_no_store_and_no_referrer()
    {
        var outcome = await new DanceSetup().Dance.FinishAsync(
            OAuthCallback.FromUrl("?state=x").WithHeaders(_ => "prefetch"), default);
        var headers = outcome.Response.Headers;
        Assert.That(
            (outcome.Response.Status, headers["Cache-Control"], headers["Referrer-Policy"]),
            Is.EqualTo((503, "no-store", "no-referrer")));
    }

    [TestCase(301)]
    [TestCase(307)]
    [TestCase(308)]
    [TestCase(200)]
    public void T18_A_redirect_with_a_status_other_than_302_or_303_cannot_be_created(int status) =>
        Assert.That(
            () => new OAuthResponse(status) { Location = "/x" },
            Throws.ArgumentException.With.Message.Contains("303"));

    [TestCase("""{"error":"<script>alert(1)</script>","error_description":"<img src=x onerror=alert(1)>","error_uri":"javascript:alert(1)"}""")]
    [TestCase("""{"error":"a\r\nSet-Cookie: x=1","error_description":"2026-01-01 INFO all is well\nLogged in as admin\u001b[2J\u0000","error_uri":"\u007f\u0085"}""")]
    [TestCase("error=a%0D%0ASet-Cookie%3A%20x%3D1&error_description=%1B%5B2J%0Aforged&error_uri=%00")]
    [TestCase("<script>alert(1)</script>\r\n\u001b[2J")]
    public async Task T19_Text_of_a_token_response_reaches_no_page_no_header_and_no_second_log_line(string answer)
    {
        foreach (var protocol in Enum.GetValues<Protocol>())
        {
            var setup = new DanceSetup(
                protocol,
                options => options with { Http = new EndpointStub(options.Http!, "/token", _ => BadRequest(answer)) });
            var outcome = await setup.LoginAsync("42");
            Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.ProviderFailed));
            AssertHarmless(outcome);
        }

        static HttpResponseMessage BadRequest(string content) =>
            new(HttpStatusCode.BadRequest) { Content = new StringContent(content) };
    }

    [TestCase(Protocol.OAuth2, "error=%3Cscript%3Ealert(1)%3C/script%3E&error_description=%3Cimg+src=x+onerror=alert(1)%3E&error_uri=javascript:alert(1)")]
    [TestCase(Protocol.OAuth2, "error=a%E2%80%A8b")]
    [TestCase(Protocol.OAuth1, "oauth_problem=%3Cscript%3Ealert(1)%3C/script%3E")]
    public async Task T19_Text_of_a_callback_reaches_no_page_and_no_header(Protocol protocol, string words)
    {
        var setup = new DanceSetup(protocol);
        var allowed = await setup.GetCallbackUrlAsync("42");
        var withoutCode = Callbacks.Without(allowed, Callbacks.CodeOrVerifierParameter(protocol)).TrimEnd('&');
        var callback = $"{withoutCode}&{words}";
        AssertHarmless(
            await setup.AssertFailedAsync(
                () => setup.Dance.FinishAsync(callback, setup.Browser.Cookie),
                OAuthOutcomeKind.ProviderFailed,
                OAuthErrorCode.ProviderError,
                requests: 0));
    }

    [TestCase("?a%0Ab=1&state=x")]
    [TestCase("?%1B[2J=1&a\nb=1")]
    [TestCase("?<script>=1&%3Cimg%3E")]
    [TestCase("?0123456789012345678901234567890123456789012")]
    public void T19_A_callback_prints_only_parameter_names_of_plain_letters(string query) =>
        Assert.That(OAuthCallback.FromUrl(query).ToString(), Does.Match(@"^OAuthCallback \{ [a-z…, ]+ \}$"));

    [Test]
    public async Task T20_A_failed_login_shows_an_error_page_and_never_redirects([Values] Protocol protocol)
    {
        var failures = (await LoginScenarios.AllAsync(protocol)).Where(scenario => scenario.IsFailure).ToArray();
        Assert.That(failures, Has.Length.GreaterThan(20));
        using (Assert.EnterMultipleScope())
        {
            foreach (var (name, response, _, setup) in failures)
            {
                Assert.That((response.Location, response.Status is >= 400), Is.EqualTo(((string?)null, true)), name);
                Assert.That(
                    setup.SentSignals.Count(signal => signal.StartsWith("error", StringComparison.Ordinal)),
                    Is.EqualTo(1),
                    name);
                Assert.That(
                    setup.Recorder.SavedDances,
                    Has.Count.LessThanOrEqualTo(1),
                    $"{name}: nothing begins a login but BeginAsync");
            }
        }
    }

    [Test]
    public async Task T20_A_callback_that_fails_repeatedly_begins_no_login([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var callback = await setup.GetCallbackUrlAsync("42");
        for (var number = 0; number < 20; number++)
        {
            await setup.AssertRefusedAsync(
                () => setup.Dance.FinishAsync(callback, "another browser"),
                Callbacks.ErrorCode(protocol, "wrong_browser"),
                callback);
        }
    }

    [Test]
    public async Task T21_A_receiver_that_throws_prevents_storing_and_the_other_receivers_still_run(
        [Values] Protocol protocol, [Values] bool first)
    {
        var setup = new DanceSetup(protocol);
        var ran = 0;
        Exception? told = null;
        void Throw() => setup.Signals.Authorized.Connect((_, _) => throw new FormatException("mine"));
        if (first)
            Throw();
        setup.Signals.Authorized.Connect((_, _) => { ran++; return OAuthAnswer.Store; });
        if (!first)
            Throw();
        setup.Signals.Error.Connect((_, failure) => { told = failure.Exception; });
        await AssertReceiverFailsAsync(setup);
        Assert.That((ran, told?.Message), Is.EqualTo((1, "mine")));
    }

    [Test]
    public async Task T21_A_receiver_that_throws_leaves_an_earlier_token_unchanged([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        await setup.LoginAsync("42");
        setup.Signals.Authorized.Connect((_, _) => throw new FormatException());
        await AssertReceiverFailsAsync(setup);
        Assert.That(await setup.Dance.Session("42").IsAuthorizedAsync(), Is.True);
    }

    private static void AssertHarmless(OAuthOutcome outcome)
    {
        Assert.That(outcome.Response.Body, Does.Match("^[A-Za-z0-9 ().,_]+$"), "the page has the library's words only");
        Assert.That(outcome.Response.Headers.Values, Has.All.Matches("^[ -~]*$"));
        Assert.That(Canary.Texts(outcome.Error).OfType<string>().Where(text => text.Any(char.IsControl)), Is.Empty);
        Assert.That(outcome.ToString().Split('\n')[0], Does.Not.Match("\r|\u001b|\0"));
    }

    private static async Task AssertReceiverFailsAsync(DanceSetup setup)
    {
        var callback = await setup.GetCallbackUrlAsync("42");
        await setup.AssertFailedAsync(
            () => setup.Dance.FinishAsync(callback, setup.Browser.Cookie),
            OAuthOutcomeKind.Failed,
            OAuthErrorCode.ReceiverFailed,
            heard: "authorized");
    }
}
