using System.Net;
using Flurl.Http;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.OAuth2;

/// <summary>An extension that fails or hangs ends its login or call, and nothing else.</summary>
public class ExtensionFaultTests
{
    private static readonly string[] LoginSteps =
        ["authorize", "open", "check", "request Code", "answer Code", "token Code"];

    private static readonly string[] CallSteps = ["call", "called"];

    /// <summary>How an extension fails: it throws, it never ends, or it waits for its cancellation.</summary>
    public enum Fault
    {
        Throws,
        Hangs,
        WaitsForCancellation,
    }

    [Test]
    public async Task A_failing_step_ends_the_login_once_and_the_next_login_works(
        [ValueSource(nameof(LoginSteps))] string step, [Values] Fault fault)
    {
        var extension = new TracedExtension();
        var setup = Setup(extension);
        List<ErrorArgs> failures = [];
        setup.Signals.Error.Connect((_, args) => failures.Add(args));
        extension.AtStep = (at, cancel) => at == step ? FailAsync(fault, cancel) : Task.CompletedTask;
        var error = await RunAsync(setup, BeginOrLoginErrorAsync(setup), fault);
        Assert.That(error?.Code, Is.EqualTo(OAuthErrorCode.ExtensionFailed));
        Assert.That(error!.ToString(), Does.Contain("'traced'").And.Not.Contain("confidential"));
        Assert.That(failures.Select(args => args.Error), Is.EqualTo(new[] { error }));
        var cause = fault == Fault.Throws ? typeof(FormatException) : typeof(TimeoutException);
        Assert.That(failures[0].Exception, Is.TypeOf(cause));
        Assert.That(setup.TokenRequestCount, Is.EqualTo(step is "answer Code" or "token Code" ? 1 : 0));
        Assert.That(setup.Recorder.StoredTokens, Is.Empty);
        extension.AtStep = null;
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
    }

    [Test]
    public async Task A_failing_step_ends_the_call_once_and_the_next_call_works(
        [ValueSource(nameof(CallSteps))] string step, [Values] Fault fault)
    {
        var extension = new TracedExtension();
        var setup = Setup(extension);
        await setup.LoginAsync("42");
        extension.AtStep = (at, cancel) => at == step ? FailAsync(fault, cancel) : Task.CompletedTask;
        var failed = await RunAsync(setup, CallErrorAsync(setup), fault);
        Assert.That(failed?.Code, Is.EqualTo(OAuthErrorCode.ExtensionFailed));
        Assert.That(setup.SentSignals.Count(signal => signal == "error extension_failed"), Is.EqualTo(1));
        extension.AtStep = null;
        Assert.That(await CallErrorAsync(setup), Is.Null);
    }

    [Test]
    public async Task A_failing_step_of_a_refresh_loses_no_refresh_token_and_the_next_refresh_works(
        [Values("request Refresh", "answer Refresh", "token Refresh")] string step,
        [Values] Fault fault,
        [Values] bool rotates)
    {
        var extension = new TracedExtension();
        var setup = Setup(extension);
        setup.Provider.RotatesRefreshTokens = rotates;
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromHours(1));
        extension.AtStep = (at, cancel) => at == step ? FailAsync(fault, cancel) : Task.CompletedTask;
        var failed = await RunAsync(setup, CallErrorAsync(setup), fault);
        Assert.That(failed?.Code, Is.EqualTo(OAuthErrorCode.ExtensionFailed));
        Assert.That(setup.SentSignals.Count(signal => signal == "error extension_failed"), Is.EqualTo(1));
        extension.AtStep = null;
        setup.Time.Advance(TimeSpan.FromHours(1));
        Assert.That(await CallErrorAsync(setup), Is.Null);
        Assert.That(setup.Recorder.StoredTokens.Last().Data, Is.Empty);
    }

    [Test]
    public async Task A_refused_refresh_is_told_once_and_the_token_is_used_while_it_is_valid()
    {
        var extension = new TracedExtension
        {
            Token = (token, _) =>
            {
                if (token.Before is not null)
                    throw TracedExtension.MakeRefusal("not_mine", "Another's.");
            },
        };
        var setup = Setup(extension);
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(10));
        for (var calls = 0; calls < 3; calls++)
            Assert.That(await CallErrorAsync(setup), Is.Null);
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1));
        setup.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.That((await CallErrorAsync(setup))?.Code, Is.EqualTo("not_mine"));
        Assert.That(setup.SentSignals.Where(signal => signal.StartsWith("error")), Is.All.EqualTo("error not_mine"));
    }

    [Test]
    public async Task An_undeclared_reserved_parameter_in_a_refresh_is_told()
    {
        var setup = Setup(new TracedExtension
        {
            Request = (request, context) =>
            {
                if (context.Leg == OAuth2Leg.Refresh)
                    request.Set("refresh_token", "mine");
            },
        });
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromHours(1));
        Assert.That((await CallErrorAsync(setup))?.Code, Is.EqualTo(OAuthErrorCode.ExtensionParameterReserved));
        Assert.That(setup.SentSignals.Last(), Is.EqualTo("error extension_parameter_reserved"));
        Assert.That(setup.Provider.RefreshCount, Is.Zero);
    }

    [Test]
    public async Task All_steps_of_one_request_share_one_deadline()
    {
        var extension = new TracedExtension();
        var setup = Setup(extension);
        var callback = await setup.GetCallbackUrlAsync("42");
        extension.AtStep = async (at, cancel) =>
        {
            if (at is "request Code" or "answer Code")
                await Task.Delay(TimeSpan.FromSeconds(6), setup.Time, cancel);
        };
        var finishing = setup.Dance.FinishAsync(callback, setup.Browser.Cookie).AsTask();
        var outcome = await AdvanceUntilAsync(setup, finishing);
        Assert.That(outcome.Error?.Code, Is.EqualTo(OAuthErrorCode.ExtensionFailed));
    }

    [Test]
    public async Task A_canceled_beginning_is_no_failure_of_the_extension()
    {
        using var source = new CancellationTokenSource();
        var extension = new TracedExtension { AtStep = (_, cancel) => Task.Delay(Timeout.Infinite, cancel) };
        var setup = Setup(extension);
        var begin = setup.Dance.BeginAsync("42", cancellationToken: source.Token).AsTask();
        await source.CancelAsync();
        Assert.That(async () => await begin, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(setup.SentSignals, Is.Empty);
    }

    [TestCase("nonce of the login", "answered")]
    [TestCase("kept in the header", "answered")]
    [TestCase("kept in the form", "answered")]
    public async Task A_secret_of_an_extension_is_masked_in_the_error_of_an_answer(string secret, string word)
    {
        var setup = new DanceSetup(
            options: options => options with
            {
                Http = new EndpointStub(options.Http!, "/token", _ => new(HttpStatusCode.BadRequest)
                {
                    Content = new StringContent(
                        $$"""{"error":"invalid_request","error_description":"{{word}} {{Uri.EscapeDataString(secret)}} {{secret}}"}"""),
                }),
            },
            provider: provider => provider with
            {
                Extensions =
                [
                    new TracedExtension
                    {
                        Authorize = (_, context) => context.Data["nonce"] = "nonce of the login",
                        Request = (request, _) =>
                        {
                            request.SetHeader("X-Proof", "kept in the header");
                            request.Set("extra", "kept in the form");
                        },
                    },
                ],
            });
        var error = (await setup.LoginAsync("42")).Error!;
        Assert.That(error.ProviderDescription, Is.EqualTo($"{word} *** ***"));
        Assert.That(error.Excerpt, Does.Not.Contain(secret));
    }

    [Test]
    public async Task A_secret_of_an_extension_is_masked_in_its_refusal()
    {
        var setup = Setup(new TracedExtension
        {
            Authorize = (_, context) => context.Data["nonce"] = "n-0S6_WzA2Mj",
            Token = (_, context) => throw TracedExtension.MakeRefusal(
                "not_mine",
                $"It is not {context.Data["nonce"].Reveal()}.",
                $"Compare with {context.Data["nonce"].Reveal()}."),
        });
        var error = (await setup.LoginAsync("42")).Error!;
        Assert.That((error.Message, error.Hint), Is.EqualTo(("It is not ***.", "Compare with ***.")));
    }

    private static DanceSetup Setup(params OAuth2Extension[] extensions) =>
        new(provider: provider => provider with { Extensions = extensions });

    private static Task FailAsync(Fault fault, CancellationToken cancellationToken) => fault switch
    {
        Fault.Throws => throw new FormatException("confidential"),
        Fault.Hangs => new TaskCompletionSource().Task,
        _ => Task.Delay(Timeout.Infinite, cancellationToken),
    };

    private static async Task<OAuthError?> BeginOrLoginErrorAsync(DanceSetup setup)
    {
        var login = await setup.Dance.BeginAsync("42");
        if (login.Error is { } error)
            return error;
        var callback = await setup.Browser.AllowAsync(login.AuthorizationUrl!);
        return (await setup.Dance.FinishAsync(callback, login.BrowserKey)).Error;
    }

    private static async Task<OAuthError?> CallErrorAsync(DanceSetup setup)
    {
        try
        {
            await setup.Dance.Session("42").Request("me").GetAsync();
            return null;
        }
        catch (FlurlHttpException failed)
        {
            return (failed.InnerException as OAuthException)?.Error;
        }
        catch (OAuthException failed)
        {
            return failed.Error;
        }
    }

    private static Task<T> RunAsync<T>(DanceSetup setup, Task<T> work, Fault fault) =>
        fault == Fault.Throws ? work : AdvanceUntilAsync(setup, work);

    private static async Task<T> AdvanceUntilAsync<T>(DanceSetup setup, Task<T> work)
    {
        for (var round = 0; !work.IsCompleted; round++)
        {
            Assert.That(round, Is.LessThan(1000), "the deadline never came");
            setup.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
        return await work;
    }
}
