using System.Collections.Concurrent;
using System.Net;
using Flurl.Http;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth2;

/// <summary>Extensions take part in every leg, in their order, and answers come in reverse.</summary>
public class ExtensionTests
{
    [Test]
    public async Task Each_leg_calls_the_extensions_in_their_order_and_answers_come_in_reverse()
    {
        ConcurrentQueue<string> steps = [];
        var setup = Setup(
            new TracedExtension("last") { Place = 1, Steps = steps }, new TracedExtension("first") { Steps = steps });
        await setup.LoginAsync("42");
        await setup.Dance.Session("42").Request("me").GetAsync();
        setup.Time.Advance(TimeSpan.FromHours(1));
        await setup.Dance.Session("42").GetTokenAsync();
        await setup.Dance.Session("42").SignOutAsync();
        Assert.That(steps, Is.EqualTo(new[]
        {
            "first: authorize", "last: authorize",
            "last: open", "first: open",
            "last: check", "first: check",
            "first: request Code", "last: request Code",
            "last: answer Code", "first: answer Code",
            "last: token Code", "first: token Code",
            "first: call", "last: call",
            "last: called", "first: called",
            "first: request Refresh", "last: request Refresh",
            "last: answer Refresh", "first: answer Refresh",
            "last: token Refresh", "first: token Refresh",
            "first: request Revocation", "last: request Revocation",
            "last: answer Revocation", "first: answer Revocation",
            "first: request Revocation", "last: request Revocation",
            "last: answer Revocation", "first: answer Revocation",
        }));
    }

    [Test]
    public async Task Extensions_of_the_same_order_come_in_the_order_of_the_list()
    {
        ConcurrentQueue<string> steps = [];
        var setup = Setup(new TracedExtension("a") { Steps = steps }, new TracedExtension("b") { Steps = steps });
        await setup.GetCallbackUrlAsync("42");
        Assert.That(steps, Is.EqualTo(new[] { "a: authorize", "b: authorize" }));
    }

    [Test]
    public async Task A_pushed_request_is_completed_as_an_authorization_request_and_as_a_request_of_the_client()
    {
        var extension = new TracedExtension
        {
            Authorize = (parameters, _) => parameters.Set("extra", parameters.IsPushed ? "pushed" : "browser"),
            Request = (request, _) => request.SetHeader("X-Extra", "1"),
        };
        var setup = new DanceSetup(provider: provider => provider with
        {
            Extensions = [extension],
            PushedAuthorization = PushedAuthorization.Required,
        });
        await setup.GetCallbackUrlAsync("42");
        Assert.That(setup.Provider.AssertCalledOnce(PretendEndpoint.PushedAuthorizationRequest)["extra"], Is.EqualTo("pushed"));
        Assert.That(extension.Steps, Is.EqualTo(new[]
        {
            "traced: authorize", "traced: request PushedAuthorization", "traced: answer PushedAuthorization",
        }));
    }

    [Test]
    public async Task The_exchange_of_a_live_token_is_completed_like_any_other_request()
    {
        var extension = new TracedExtension { Token = (token, context) => token.Keep("leg", $"{context.Leg}") };
        var setup = new DanceSetup(provider: provider => provider with
        {
            Extensions = [extension],
            LongLivedToken = new("https://pretend.example/token", new Dictionary<string, string> { ["grant_type"] = "exchange" }),
        });
        setup.Provider.TokenAnswer = request => Answer(
            HttpStatusCode.OK, $$"""{"access_token":"{{request["grant_type"]}}","token_type":"Bearer","expires_in":60}""");
        await setup.LoginAsync("42");
        Assert.That(extension.Steps.SkipWhile(step => step != "traced: token Code"), Is.EqualTo(new[]
        {
            "traced: token Code", "traced: request LiveToken", "traced: answer LiveToken", "traced: token LiveToken",
        }));
        var stored = setup.Recorder.StoredTokens.Single();
        Assert.That(
            (stored.AccessToken.Reveal(), stored.Data["extension/traced/leg"].Reveal()),
            Is.EqualTo(("exchange", "LiveToken")));
    }

    [Test]
    public async Task An_extension_that_changes_nothing_changes_no_request()
    {
        var without = Setup();
        var with = Setup(new IdleExtension());
        foreach (var setup in new[] { without, with })
        {
            await setup.LoginAsync("42");
            await setup.Dance.Session("42").Request("me").GetAsync();
        }
        Assert.That(Shapes(with), Is.EqualTo(Shapes(without)));
        Assert.That(with.Recorder.SavedDances.Single().Data, Is.Empty);
        Assert.That(with.Recorder.StoredTokens.Single().Data, Is.Empty);
    }

    [Test]
    public async Task An_extension_adds_to_the_form_and_the_headers_of_a_request()
    {
        string? header = null;
        var setup = new DanceSetup(
            options: options => options with
            {
                Http = new EndpointStub(options.Http!, "/token", request =>
                {
                    header = request.Headers.GetValues("X-Extra").Single();
                    return null;
                }),
            },
            provider: provider => provider with
            {
                Extensions =
                [
                    new TracedExtension
                    {
                        Request = (request, _) =>
                        {
                            request.Set("extra", "old");
                            request.Set("extra", request.Find("grant_type"));
                            request.SetHeader("X-Extra", "old");
                            request.SetHeader("x-extra", request.Method);
                        },
                    },
                ],
            });
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        Assert.That(setup.Provider.AssertCalledOnce(PretendEndpoint.Token)["extra"], Is.EqualTo("authorization_code"));
        Assert.That(header, Is.EqualTo("POST"));
    }

    [Test]
    public async Task The_protocol_reads_the_body_that_an_extension_has_opened()
    {
        var setup = new DanceSetup(
            options: options => options with
            {
                Http = new EndpointStub(options.Http!, "/token", _ => Answer(HttpStatusCode.OK, "sealed")),
            },
            provider: provider => provider with
            {
                Extensions =
                [
                    new TracedExtension
                    {
                        Answer = (answer, _) =>
                        {
                            answer.Body = $$"""{"access_token":"{{answer.Body}}","token_type":"Bearer"}""";
                            return AnswerVerdict.Accept;
                        },
                    },
                ],
            });
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        Assert.That(setup.Recorder.StoredTokens.Single().AccessToken.Reveal(), Is.EqualTo("sealed"));
    }

    [Test]
    public async Task An_opened_callback_is_checked_like_any_other_and_takes_the_dance()
    {
        var setup = Setup(new TracedExtension
        {
            Open = callback => callback.WithParameters(
                OAuthCallback.FromUrl(Uri.UnescapeDataString(callback["sealed"]!)).Parameters),
        });
        var callback = await setup.GetCallbackUrlAsync("42");
        var wrapped = $"https://app.example/callback?sealed={Uri.EscapeDataString(callback)}";
        Assert.That(
            (await setup.Dance.FinishAsync(wrapped, "another browser")).Error?.Code,
            Is.EqualTo(OAuthErrorCode.StateWrongBrowser));
        Assert.That((await setup.Dance.FinishAsync(wrapped, setup.Browser.Cookie)).IsStored, Is.True);
        Assert.That((await setup.Dance.FinishAsync(wrapped, setup.Browser.Cookie)).IsStored, Is.True, "a replay");
        Assert.That(setup.TokenRequestCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_callback_that_an_extension_refuses_leaves_the_login_waiting([Values("open", "check")] string step)
    {
        var extension = new TracedExtension
        {
            AtStep = (at, _) => at == step ? throw TracedExtension.MakeRefusal("not_mine", "No.", "Why?") : Task.CompletedTask,
        };
        var setup = Setup(extension);
        var callback = await setup.GetCallbackUrlAsync("42");
        var outcome = await setup.AssertRefusedAsync(callback, "not_mine");
        Assert.That((outcome.Error!.Message, outcome.Error.Hint), Is.EqualTo(("No.", "Why?")));
        extension.AtStep = null;
        Assert.That((await setup.Dance.FinishAsync(callback, setup.Browser.Cookie)).IsStored, Is.True);
    }

    [Test]
    public async Task A_refused_token_is_not_stored_and_no_receiver_has_it()
    {
        var setup = Setup(new TracedExtension
        {
            Token = (_, _) => throw TracedExtension.MakeRefusal("not_mine", "Another's."),
        });
        var callback = await setup.GetCallbackUrlAsync("42");
        await setup.AssertFailedAsync(
            () => setup.Dance.FinishAsync(callback, setup.Browser.Cookie), OAuthOutcomeKind.Refused, "not_mine");
    }

    [Test]
    public async Task A_finding_about_the_token_reaches_the_receivers_of_the_login()
    {
        var setup = Setup(new TracedExtension { Token = (token, _) => token.AddFinding(new Uri("https://me.example")) });
        IReadOnlyList<object>? found = null;
        setup.Signals.Authorized.Connect((_, args) => found = args.Findings);
        await setup.LoginAsync("42");
        Assert.That(found, Is.EqualTo(new[] { new Uri("https://me.example") }));
    }

    [TestCase("DPoP")]
    [TestCase("dpop")]
    public async Task A_token_type_of_an_extension_is_the_scheme_in_calls(string answered)
    {
        var setup = Setup(new TracedExtension { Types = ["DPoP"] });
        setup.Provider.TokenAnswer = _ => Answer(
            HttpStatusCode.OK, $$"""{"access_token":"bound","token_type":"{{answered}}"}""");
        await setup.LoginAsync("42");
        await setup.Dance.Session("42").Request("me").AllowAnyHttpStatus().GetAsync();
        Assert.That(
            setup.Provider.Requests.Last(request => request.Endpoint == PretendEndpoint.Api).Authorization,
            Is.EqualTo("DPoP bound"));
    }

    [Test]
    public async Task Without_its_extension_the_token_type_is_refused()
    {
        var setup = Setup(new TracedExtension());
        setup.Provider.TokenAnswer = _ => Answer(
            HttpStatusCode.OK, """{"access_token":"bound","token_type":"DPoP"}""");
        Assert.That(
            (await setup.LoginAsync("42")).Error?.Code, Is.EqualTo(OAuthErrorCode.TokenTypeUnsupported));
    }

    private static DanceSetup Setup(params OAuth2Extension[] extensions) =>
        new(provider: provider => provider with { Extensions = extensions });

    private static HttpResponseMessage Answer(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body) };

    private static string[] Shapes(DanceSetup setup) =>
    [
        .. setup.Provider.Requests.Select(request =>
            $"{request} {string.Join(' ', request.Query.Concat(request.Form).Select(pair => pair.Name))}"),
    ];

    private sealed class IdleExtension : OAuth2Extension
    {
        public override string Name => "idle";
    }
}
