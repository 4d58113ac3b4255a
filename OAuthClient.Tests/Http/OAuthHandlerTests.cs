using System.Net;
using Flurl.Http;
using OAuthClient.Http;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Http;

public class OAuthHandlerTests
{
    [Test]
    public async Task A_token_replaced_in_the_store_is_used_by_the_next_call_of_an_old_session([Values] bool throughFlurl)
    {
        var stage = new Stage();
        await stage.LoginAsync("42");
        var session = stage.Dance.Session("42");
        using var client = new HttpClient(new OAuthHandler(session));
        Func<Task> call = throughFlurl ? () => session.Request("me").GetAsync() : () => client.GetAsync(new Uri("https://pretend.example/api/me"));
        await call();
        await stage.LoginAsync("42");
        var replaced = await session.GetTokenAsync();
        await call();
        var used = stage.Provider.Requests.Where(request => request.Endpoint == PretendEndpoint.Api).Select(request => request.Authorization).ToArray();
        Assert.That(used[0], Is.Not.EqualTo(used[1]));
        Assert.That(used[1], Is.EqualTo($"Bearer {replaced!.AccessToken.Reveal()}"));
    }

    [Test]
    public async Task A_store_that_answers_later_is_waited_for([Values] Protocol protocol)
    {
        var stage = new Stage(protocol, options => options with { Tokens = new Later(options.Tokens!) });
        await stage.LoginAsync("42");
        Assert.That((await stage.Dance.Session("42").Request("me").GetAsync()).StatusCode, Is.EqualTo(200));
    }

    [Test]
    public void Nothing_goes_out_when_there_is_no_token([Values] bool later)
    {
        var stage = new Stage(options: options => later ? options with { Tokens = new Later(options.Tokens!) } : options);
        using var client = new HttpClient(new OAuthHandler(stage.Dance.Session("42")));
        Assert.That(async () => await client.GetAsync(new Uri("https://pretend.example/api/me")), Throws.TypeOf<AuthorizationRequiredException>());
        Assert.That(stage.Provider.Calls(PretendEndpoint.Api), Is.Zero);
    }

    [TestCase("Authorization", "Bearer")]
    [TestCase("X-Token", "")]
    public async Task A_message_that_is_sent_again_to_another_origin_leaves_the_token_behind(string header, string scheme)
    {
        var sent = new List<bool>();
        var stage = new Stage(
            options: options => options with { Http = new Instead(options.Http!, "/anywhere", request => { sent.Add(request.Headers.Contains(header)); return new(HttpStatusCode.OK); }) },
            provider: provider => provider with { Quirks = provider.Quirks with { TokenHeader = header, TokenScheme = scheme } });
        await stage.LoginAsync("42");
        using var client = new HttpMessageInvoker(new OAuthHandler(stage.Dance.Session("42")));
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://pretend.example/anywhere");
        await client.SendAsync(request, default);
        request.RequestUri = new("https://elsewhere.example/anywhere");
        await client.SendAsync(request, default);
        Assert.That(sent, Is.EqualTo(new[] { true, false }));
    }

    [Test]
    public async Task A_call_that_is_not_awaited_is_refused_before_it_goes_out_without_the_token()
    {
        var stage = new Stage();
        await stage.LoginAsync("42");
        using var client = new HttpClient(new OAuthHandler(stage.Dance.Session("42")));
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://pretend.example/api/me");
        Assert.That(() => client.Send(request), Throws.TypeOf<NotSupportedException>().With.Message.Contains("SendAsync"));
    }

    [Test]
    public async Task A_client_that_is_done_with_leaves_the_transport_to_the_other_sessions([Values] bool throughFlurl)
    {
        using var transport = new Transport();
        var stage = new Stage(options: options => options with { Http = transport.Above(options.Http!) });
        await stage.LoginAsync("42");
        if (throughFlurl)
            stage.Dance.Session("42").Request("me").Client.Dispose();
        else
            new HttpClient(new OAuthHandler(stage.Dance.Session("42"))).Dispose();
        Assert.That(transport.IsDisposed, Is.False);
        Assert.That((await stage.Dance.Session("42").Request("me").GetAsync()).StatusCode, Is.EqualTo(200));
    }

    [Test]
    public void A_transport_given_to_the_handler_is_disposed_with_it()
    {
        using var transport = new Transport();
        new OAuthHandler(new Stage().Dance.Session("42"), transport).Dispose();
        Assert.That(transport.IsDisposed, Is.True);
    }

    [Test]
    public void A_thousand_sessions_share_one_transport()
    {
        var dance = new OAuthDance(new PretendProvider().OAuth2, Stage.Callback);
        var handlers = Enumerable.Range(0, 1000).Select(number => new OAuthHandler(dance.Session($"user {number}"))).ToArray();
        Assert.That(handlers.Select(handler => handler.InnerHandler).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void A_session_makes_its_client_once()
    {
        var session = new Stage().Dance.Session("42");
        Assert.That(session.Request("me").Client, Is.SameAs(session.Request("you").Client));
    }

    [Test]
    public async Task What_is_set_on_the_client_of_one_session_does_not_reach_the_calls_of_another()
    {
        var stage = new Stage();
        await stage.LoginAsync("42");
        stage.Dance.Session("42").Request("me").Client.WithHeader("X-On-Behalf-Of", "42");
        Assert.That(stage.Dance.Session("42").Request("me").Headers.Select(header => header.Name), Is.EqualTo(new[] { "User-Agent" }));
    }

    /// <summary>A store that is far away.</summary>
    private sealed class Later(ITokenStore store) : ITokenStore
    {
        public async ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return await store.GetAsync(key, cancellationToken);
        }

        public ValueTask<bool> PutAsync(TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default) =>
            store.PutAsync(key, token, expectedVersion, cancellationToken);

        public ValueTask DeleteAsync(TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) => store.DeleteAsync(key, onlyVersion, cancellationToken);

        public ValueTask<IAsyncDisposable> LeaseAsync(TokenKey key, TimeSpan lapse, CancellationToken cancellationToken = default) => store.LeaseAsync(key, lapse, cancellationToken);
    }

    /// <summary>A transport that tells whether it was disposed.</summary>
    private sealed class Transport : DelegatingHandler
    {
        public bool IsDisposed { get; private set; }

        public Transport Above(HttpMessageHandler handler)
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
