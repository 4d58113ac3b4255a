using System.Net;
using Flurl.Http;
using OAuthClient.Http;

namespace OAuthClient.Tests.Http;

/// <summary>
/// A transport that follows redirects would carry secrets to another host, and one that keeps cookies would mix the
/// sessions of users. Both are refused, with the line to write.
/// </summary>
public class TransportTests
{
    private const string RightLine = "new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }";

    private static IEnumerable<TestCaseData> UnsafeHandlers()
    {
        yield return Row("a handler with all defaults", new SocketsHttpHandler(), "redirects", "cookies");
        yield return Row("redirects", new SocketsHttpHandler { UseCookies = false }, "redirects");
        yield return Row("cookies", new SocketsHttpHandler { AllowAutoRedirect = false }, "cookies");
        yield return Row("the older handler", new HttpClientHandler(), "redirects", "cookies");
        yield return Row("the older handler, redirects", new HttpClientHandler { UseCookies = false }, "redirects");
        yield return Row("the older handler, cookies", new HttpClientHandler { AllowAutoRedirect = false }, "cookies");
        yield return Row(
            "a chain", new PassingHandler { InnerHandler = new PassingHandler { InnerHandler = new SocketsHttpHandler() } }, "redirects");
    }

    private static IEnumerable<HttpMessageHandler> SafeHandlers =>
    [
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false },
        new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false },
        new PassingHandler { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false } },
        new UnknownHandler(),
    ];

    [TestCaseSource(nameof(UnsafeHandlers))]
    public void T28_An_unsafe_transport_of_a_dance_is_refused(HttpMessageHandler handler, string[] reasons) =>
        Assert.That(
            () => new DanceSetup(options: options => options with { Http = handler }),
            ThrowsRefusal(reasons, "OAuthDanceOptions.Http"));

    [TestCaseSource(nameof(UnsafeHandlers))]
    public void T28_An_unsafe_transport_of_calls_is_refused(HttpMessageHandler handler, string[] reasons)
    {
        var session = new DanceSetup().Dance.Session("42");
        Assert.That(() => new OAuthHandler(session, handler), ThrowsRefusal(reasons, "inner"));
    }

    [TestCaseSource(nameof(UnsafeHandlers))]
    public async Task T28_An_unsafe_transport_that_is_attached_later_is_refused_before_the_first_call(
        HttpMessageHandler handler, string[] reasons)
    {
        var setup = new DanceSetup();
        await setup.LoginAsync("42");
        using var client = new HttpClient(new OAuthHandler(setup.Dance.Session("42")) { InnerHandler = handler });
        Assert.That(
            async () => await client.GetAsync(new Uri("https://pretend.example/api/me")),
            Throws.InvalidOperationException.With.Message.Contains(RightLine).And.Message.Contains(reasons[0]));
    }

    [Test]
    public async Task T28_A_chain_of_the_dance_that_is_completed_later_is_looked_at_before_the_first_request()
    {
        var chain = new PassingHandler();
        var setup = new DanceSetup(Protocol.OAuth1, options => options with { Http = chain });
        chain.InnerHandler = new SocketsHttpHandler();
        Exception? cause = null;
        setup.Signals.Error.Connect((_, args) => { cause = args.Exception; });
        var login = await setup.Dance.BeginAsync("42");
        Assert.That((login.IsBegun, login.Error?.Code), Is.EqualTo((false, OAuthErrorCode.Unexpected)));
        Assert.That(cause?.Message, Does.Contain(RightLine));
        Assert.That(
            async () => await setup.Dance.ApplicationSession().Request("me").GetAsync(),
            Throws.InstanceOf<Exception>().With.InnerException.Message.Contains(RightLine));
    }

    [TestCaseSource(nameof(SafeHandlers))]
    public void A_safe_transport_is_accepted_and_one_of_an_unknown_kind_is_trusted(HttpMessageHandler handler)
    {
        Assert.That(() => new DanceSetup(options: options => options with { Http = handler }), Throws.Nothing);
        Assert.That(() => new OAuthHandler(new DanceSetup().Dance.Session("42"), handler), Throws.Nothing);
    }

    [Test]
    public async Task A_factory_may_attach_the_transport_of_a_handler_that_was_made_without_one()
    {
        var setup = new DanceSetup();
        await setup.LoginAsync("42");
        using var handler = new OAuthHandler(setup.Dance.Session("42"));
        Assert.That(handler.InnerHandler, Is.Null, "a factory builds a chain of handlers that have no inner handler yet");
        var transport = new PassingHandler { InnerHandler = setup.Provider.Handler };
        handler.InnerHandler = transport;
        using var client = new HttpClient(handler);
        Assert.That(
            await client.GetStringAsync(new Uri("https://pretend.example/api/me")), Does.Contain("anna"));
        Assert.That(transport.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task The_first_calls_of_a_new_handler_may_run_at_the_same_time()
    {
        var setup = new DanceSetup();
        await setup.LoginAsync("42");
        for (var round = 0; round < 20; round++)
        {
            using var client = new HttpClient(new OAuthHandler(setup.Dance.Session("42")));
            var calls = Enumerable.Range(0, 8).Select(_ => Task.Run(
                () => client.GetStringAsync(new Uri("https://pretend.example/api/me"))));
            Assert.That(await Task.WhenAll(calls), Has.All.Contains("anna"));
        }
    }

    private static TestCaseData Row(string name, HttpMessageHandler handler, params string[] reasons) =>
        new TestCaseData(handler, reasons).SetArgDisplayNames(name);

    private static NUnit.Framework.Constraints.IResolveConstraint ThrowsRefusal(string[] reasons, string subject)
    {
        var message = Throws.ArgumentException.With.Message.Contains(RightLine).And.Message.Contains(subject);
        return reasons.Aggregate(message, (all, reason) => all.And.Message.Contains(reason));
    }

    private sealed class PassingHandler : DelegatingHandler
    {
        public int Count { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class UnknownHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
    }
}
