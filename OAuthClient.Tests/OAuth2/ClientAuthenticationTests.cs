using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth2;

/// <summary>A client authentication that the host implements.</summary>
public class ClientAuthenticationTests
{
    private const string Assertion = "header.an-assertion-of-the-host.signature";

    /// <summary>A client authentication that calls a delegate of the test.</summary>
    private sealed class DelegateAuthentication(Func<ClientRequest, CancellationToken, ValueTask> authenticate)
        : ClientAuthentication
    {
        public override string Name => "own";

        public override ValueTask AuthenticateAsync(ClientRequest request, CancellationToken cancellationToken) =>
            authenticate(request, cancellationToken);
    }

    [Test]
    public async Task A_client_authentication_knows_the_endpoint_and_its_parameters_are_sent()
    {
        var endpoints = new List<string>();
        var setup = CreateSetup((request, _) =>
        {
            endpoints.Add(request.Endpoint);
            request.Add("client_id", request.Provider.ClientId);
            request.Add("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
            request.Add("client_assertion", Assertion);
            return default;
        }, PushedAuthorization.Required);
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        Assert.That(endpoints, Is.EqualTo(new[] { "https://pretend.example/par", "https://pretend.example/token" }));
        foreach (var endpoint in new[] { PretendEndpoint.Token, PretendEndpoint.PushedAuthorizationRequest })
        {
            var request = setup.Provider.AssertCalledOnce(endpoint);
            Assert.That(
                (request["client_assertion"], request["client_id"], request["client_secret"], request.Authorization),
                Is.EqualTo((Assertion, PretendProvider.ClientId, (string?)null, (string?)null)));
        }
    }

    [TestCase("assertion and secret")]
    [TestCase("header and secret")]
    [TestCase("header and assertion")]
    [TestCase("two headers")]
    [TestCase("two assertions")]
    [TestCase("beside a header of the provider")]
    [TestCase("throws")]
    [TestCase("throws later")]
    [TestCase("is canceled")]
    [TestCase("line break in the header")]
    public async Task A_failing_or_ambiguous_client_authentication_ends_the_login_before_a_request_is_sent(string fault)
    {
        var thrown = new FormatException("of the host");
        async ValueTask Authenticate(ClientRequest request, CancellationToken cancellationToken)
        {
            if (fault is "assertion and secret" or "header and assertion" or "two assertions")
                request.Add("client_assertion", Assertion);
            if (fault == "two assertions")
                request.Add("client_assertion", Assertion + "2");
            if (fault is "assertion and secret" or "header and secret")
                request.Add("client_secret", request.Provider.ClientSecret);
            if (fault.Contains("header", StringComparison.Ordinal))
            {
                request.Authorize(
                    "Bearer", fault == "line break in the header" ? $"{Assertion}\r\nX-Other: y" : Assertion);
            }
            if (fault == "two headers")
                request.Authorize("Bearer", Assertion);
            if (fault == "throws later")
                await Task.Yield();
            if (fault.StartsWith("throws", StringComparison.Ordinal))
                throw thrown;
            if (fault == "is canceled")
                throw new OperationCanceledException(Assertion);
        }
        foreach (var pushed in new[] { PushedAuthorization.Required, PushedAuthorization.Off })
        {
            var header = fault.StartsWith("beside", StringComparison.Ordinal) ? "authorization" : "X-Own";
            var setup = CreateSetup(Authenticate, pushed, header);
            var exceptions = new List<Exception?>();
            setup.Signals.Error.Connect((_, failure) => exceptions.Add(failure.Exception));
            if (pushed == PushedAuthorization.Required)
            {
                var login = await setup.AssertNotBegunAsync(
                    new OAuthBeginOptions(), OAuthErrorCode.ClientAuthenticationFailed);
                Canary.AssertNoSecret(Canary.Texts(login), [Assertion]);
            }
            else
            {
                var callback = await setup.GetCallbackUrlAsync("42");
                var outcome = await setup.AssertFailedAsync(
                    () => setup.Dance.FinishAsync(callback, setup.Browser.Cookie),
                    OAuthOutcomeKind.Failed,
                    OAuthErrorCode.ClientAuthenticationFailed,
                    requests: 0);
                Canary.AssertNoSecret(Canary.Texts(outcome), [Assertion]);
            }
            Assert.That(
                exceptions.Single(),
                fault.StartsWith("throws", StringComparison.Ordinal) ? Is.SameAs(thrown) : Is.Not.Null);
            Assert.That(
                exceptions.Single()!.Message,
                fault == "is canceled" ? Is.EqualTo(Assertion) : Does.Not.Contain(Assertion),
                "an exception of the host is passed on unchanged");
        }
    }

    [Test]
    public async Task An_assertion_is_masked_when_the_provider_repeats_it(
        [Values] bool inHeader, [Values] PushedAuthorization pushed)
    {
        var setup = CreateSetup((request, _) =>
        {
            if (inHeader)
                request.Authorize("Bearer", Assertion);
            else
                request.Add("client_assertion", Assertion);
            return default;
        }, pushed);
        var texts = new List<string?>();
        setup.Provider.Misbehave = Misbehavior.EchoesSecrets;
        var login = await setup.Dance.BeginAsync("42");
        texts.AddRange(Canary.Texts(login));
        if (login.IsBegun)
        {
            var callback = await setup.Browser.AllowAsync(login.AuthorizationUrl!);
            texts.AddRange(Canary.Texts(await setup.FinishAsync(callback, login.BrowserKey)));
        }
        Assert.That(string.Join(' ', texts), Does.Contain("***"));
        Canary.AssertNoSecret(texts, [Assertion]);
    }

    [Test]
    public async Task A_begin_that_is_canceled_during_the_client_authentication_is_no_failure()
    {
        using var caller = new CancellationTokenSource();
        var setup = CreateSetup(async (_, cancellationToken) =>
        {
            await caller.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }, PushedAuthorization.Required);
        await Assert.ThatAsync(
            () => setup.Dance.BeginAsync("42", cancellationToken: caller.Token).AsTask(),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That((setup.SentSignals, setup.Pending.Count), Is.EqualTo((Array.Empty<string>(), 0)));
    }

    private static DanceSetup CreateSetup(
        Func<ClientRequest, CancellationToken, ValueTask> authenticate,
        PushedAuthorization pushed,
        string header = "X-Own") =>
        new(provider: provider => provider with
        {
            ClientAuthentication = new DelegateAuthentication(authenticate),
            PushedAuthorization = pushed,
            EndpointHeaders = new Dictionary<string, string> { [header] = "Basic of-the-providers-value" },
        });
}
