using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth2;

/// <summary>A client authentication of the host's own.</summary>
public class ClientAuthenticationTests
{
    private const string Assertion = "header.an-assertion-of-the-hosts-own.signature";

    /// <summary>Does what a test says.</summary>
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
        foreach (var request in new[]
        {
            setup.Provider.AssertCalledOnce(PretendEndpoint.Token),
            setup.Provider.AssertCalledOnce(PretendEndpoint.PushedAuthorizationRequest),
        })
        {
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
    [TestCase("beside a header of the provider's")]
    [TestCase("throws")]
    [TestCase("throws later")]
    [TestCase("gives up")]
    [TestCase("breaks the header")]
    public async Task A_failing_or_ambiguous_client_authentication_ends_the_login_before_a_request_is_sent(string how)
    {
        var thrown = new FormatException("of the host's own");
        async ValueTask Authenticate(ClientRequest request, CancellationToken cancellationToken)
        {
            if (how is "assertion and secret" or "header and assertion" or "two assertions")
                request.Add("client_assertion", Assertion);
            if (how == "two assertions")
                request.Add("client_assertion", Assertion + "2");
            if (how is "assertion and secret" or "header and secret")
                request.Add("client_secret", request.Provider.ClientSecret);
            if (how.Contains("header", StringComparison.Ordinal))
                request.Authorize("Bearer", how == "breaks the header" ? $"{Assertion}\r\nX-Other: y" : Assertion);
            if (how == "two headers")
                request.Authorize("Bearer", Assertion);
            if (how == "throws later")
                await Task.Yield();
            if (how.StartsWith("throws", StringComparison.Ordinal))
                throw thrown;
            if (how == "gives up")
                throw new OperationCanceledException(Assertion);
        }
        foreach (var pushed in new[] { PushedAuthorization.Required, PushedAuthorization.Off })
        {
            var (setup, exceptions) = (
                CreateSetup(
                    Authenticate,
                    pushed,
                    how.StartsWith("beside", StringComparison.Ordinal) ? "authorization" : "X-Own"),
                new List<Exception?>());
            setup.Signals.Error.Connect((_, failure) => exceptions.Add(failure.Exception));
            if (pushed == PushedAuthorization.Required)
            {
                Canary.AssertNoSecret(
                    Canary.Texts(await setup.AssertNotBegunAsync(
                        new OAuthBeginOptions(), OAuthErrorCode.ClientAuthenticationFailed)),
                    [Assertion]);
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
                how.StartsWith("throws", StringComparison.Ordinal) ? Is.SameAs(thrown) : Is.Not.Null);
            Assert.That(
                exceptions.Single()!.Message,
                how == "gives up" ? Is.EqualTo(Assertion) : Does.Not.Contain(Assertion),
                "what is the host's own is told as it is");
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
        var told = new List<string?>();
        setup.Provider.Misbehave = Misbehavior.EchoesSecrets;
        var login = await setup.Dance.BeginAsync("42");
        told.AddRange(Canary.Texts(login));
        if (login.IsBegun)
        {
            told.AddRange(Canary.Texts(await setup.FinishAsync(
                await setup.Browser.AllowAsync(login.AuthorizationUrl!), login.BrowserKey)));
        }
        Assert.That(string.Join(' ', told), Does.Contain("***"));
        Canary.AssertNoSecret(told, [Assertion]);
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
        string header = "X-Own") => new(provider: provider => provider with
    {
        ClientAuthentication = new DelegateAuthentication(authenticate),
        PushedAuthorization = pushed,
        EndpointHeaders = new Dictionary<string, string> { [header] = "Basic of-the-providers-value" },
    });
}
