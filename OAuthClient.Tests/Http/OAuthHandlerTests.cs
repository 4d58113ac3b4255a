using System.Net;
using Flurl.Http;
using OAuthClient.Http;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Http;

public class OAuthHandlerTests
{
    [Test]
    public async Task A_token_replaced_in_the_store_is_used_by_the_next_call_of_an_old_session(
        [Values] bool throughFlurl)
    {
        var setup = new DanceSetup();
        await setup.LoginAsync("42");
        var session = setup.Dance.Session("42");
        using var client = new HttpClient(new OAuthHandler(session));
        Func<Task> call = throughFlurl
            ? () => session.Request("me").GetAsync()
            : () => client.GetAsync(new Uri("https://pretend.example/api/me"));
        await call();
        await setup.LoginAsync("42");
        var replaced = await session.GetTokenAsync();
        await call();
        var used = setup.Provider.Requests
            .Where(request => request.Endpoint == PretendEndpoint.Api)
            .Select(request => request.Authorization)
            .ToArray();
        Assert.That(used[0], Is.Not.EqualTo(used[1]));
        Assert.That(used[1], Is.EqualTo($"Bearer {replaced!.AccessToken.Reveal()}"));
    }

    [Test]
    public async Task An_asynchronous_token_store_is_awaited([Values] Protocol protocol)
    {
        var setup = new DanceSetup(
            protocol, options => options with { Tokens = new AsynchronousTokenStore(options.Tokens!) });
        await setup.LoginAsync("42");
        Assert.That((await setup.Dance.Session("42").Request("me").GetAsync()).StatusCode, Is.EqualTo(200));
    }

    [Test]
    public void No_request_is_sent_without_a_token([Values] bool isAsynchronous)
    {
        var setup = new DanceSetup(options: options => isAsynchronous
            ? options with { Tokens = new AsynchronousTokenStore(options.Tokens!) }
            : options);
        using var client = new HttpClient(new OAuthHandler(setup.Dance.Session("42")));
        Assert.That(
            async () => await client.GetAsync(new Uri("https://pretend.example/api/me")),
            Throws.TypeOf<AuthorizationRequiredException>());
        Assert.That(setup.Provider.CountCalls(PretendEndpoint.Api), Is.Zero);
    }

    [TestCase("Authorization", "Bearer")]
    [TestCase("X-Token", "")]
    public async Task A_message_that_is_sent_again_to_another_origin_carries_no_token(string header, string scheme)
    {
        var sent = new List<bool>();
        var setup = new DanceSetup(
            options: options => options with
            {
                Http = new EndpointStub(options.Http!, "/anywhere", request =>
                {
                    sent.Add(request.Headers.Contains(header));
                    return new(HttpStatusCode.OK);
                }),
            },
            provider: provider => provider with
            {
                Quirks = provider.Quirks with { TokenHeader = header, TokenScheme = scheme },
            });
        await setup.LoginAsync("42");
        using var client = new HttpMessageInvoker(new OAuthHandler(setup.Dance.Session("42")));
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://pretend.example/anywhere");
        await client.SendAsync(request, default);
        request.RequestUri = new("https://elsewhere.example/anywhere");
        await client.SendAsync(request, default);
        Assert.That(sent, Is.EqualTo(new[] { true, false }));
    }

    [Test]
    public async Task A_synchronous_call_is_refused()
    {
        var setup = new DanceSetup();
        await setup.LoginAsync("42");
        using var client = new HttpClient(new OAuthHandler(setup.Dance.Session("42")));
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://pretend.example/api/me");
        Assert.That(
            () => client.Send(request),
            Throws.TypeOf<NotSupportedException>().With.Message.Contains("SendAsync"));
    }

    [Test]
    public async Task Disposing_a_client_does_not_dispose_the_shared_transport([Values] bool throughFlurl)
    {
        using var transport = new DisposeTrackingHandler();
        var setup = new DanceSetup(options: options => options with { Http = transport.Wrap(options.Http!) });
        await setup.LoginAsync("42");
        if (throughFlurl)
            setup.Dance.Session("42").Request("me").Client.Dispose();
        else
            new HttpClient(new OAuthHandler(setup.Dance.Session("42"))).Dispose();
        Assert.That(transport.IsDisposed, Is.False);
        Assert.That((await setup.Dance.Session("42").Request("me").GetAsync()).StatusCode, Is.EqualTo(200));
    }

    [Test]
    public void A_transport_given_to_a_handler_is_disposed_with_the_handler()
    {
        using var transport = new DisposeTrackingHandler();
        new OAuthHandler(new DanceSetup().Dance.Session("42"), transport).Dispose();
        Assert.That(transport.IsDisposed, Is.True);
    }

    [Test]
    public void A_thousand_sessions_share_one_transport()
    {
        var dance = new OAuthDance(new PretendProvider().OAuth2, DanceSetup.RedirectUri);
        var handlers = Enumerable.Range(0, 1000)
            .Select(number => new OAuthHandler(dance.Session($"user {number}")))
            .ToArray();
        Assert.That(handlers.Select(handler => handler.InnerHandler).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void A_session_makes_its_client_once()
    {
        var session = new DanceSetup().Dance.Session("42");
        Assert.That(session.Request("me").Client, Is.SameAs(session.Request("you").Client));
    }

    [Test]
    public async Task A_header_set_on_the_client_of_one_session_does_not_reach_another_session()
    {
        var setup = new DanceSetup();
        await setup.LoginAsync("42");
        setup.Dance.Session("42").Request("me").Client.WithHeader("X-On-Behalf-Of", "42");
        Assert.That(
            setup.Dance.Session("42").Request("me").Headers.Select(header => header.Name),
            Is.EqualTo(new[] { "User-Agent" }));
    }

    /// <summary>A token store whose reads complete asynchronously.</summary>
    private sealed class AsynchronousTokenStore(ITokenStore store) : ITokenStore
    {
        public async ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return await store.GetAsync(key, cancellationToken);
        }

        public ValueTask<bool> PutAsync(
            TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default) =>
            store.PutAsync(key, token, expectedVersion, cancellationToken);

        public ValueTask DeleteAsync(
            TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) =>
            store.DeleteAsync(key, onlyVersion, cancellationToken);

        public ValueTask<IAsyncDisposable> LeaseAsync(
            TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
            store.LeaseAsync(key, lifetime, cancellationToken);
    }

    /// <summary>A handler that records whether it was disposed.</summary>
    private sealed class DisposeTrackingHandler : DelegatingHandler
    {
        public bool IsDisposed { get; private set; }

        public DisposeTrackingHandler Wrap(HttpMessageHandler handler)
        {
            InnerHandler = handler;
            return this;
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
