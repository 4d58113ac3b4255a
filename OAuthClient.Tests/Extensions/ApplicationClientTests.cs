using Microsoft.Extensions.DependencyInjection;
using OAuthClient.OAuth2;
using OAuthClient.OAuth2.Grants;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Extensions;

/// <summary>A client of the factory calls the API with the program's own token, and with no user's.</summary>
public class ApplicationClientTests
{
    [Test]
    public async Task Many_calls_get_one_token_of_the_program()
    {
        await using var host = new PretendHost(services => AddApi(services));
        var callers = Enumerable.Range(0, 20).Select(_ => Profile.ReadLoginAsync(host.Clients.CreateClient("api")));
        Assert.That(await Task.WhenAll(callers), Is.All.EqualTo(PretendProvider.ClientId));
        Assert.That(host.Provider.CountCalls(PretendEndpoint.Token), Is.EqualTo(1));
    }

    [TestCase(null, "profile")]
    [TestCase("read", "read")]
    [TestCase("read write", "read write")]
    public async Task The_scopes_of_the_client_go_before_those_of_the_provider(string? ofClient, string requested)
    {
        await using var host = new PretendHost(
            services => AddApi(services, ofClient?.Split(' ')),
            options => options.Provider = (OAuth2Provider)options.Provider! with { Scopes = ["profile"] });
        await Profile.ReadLoginAsync(host.Clients.CreateClient("api"));
        Assert.That(host.Provider.Requests[0]["scope"], Is.EqualTo(requested));
    }

    [Test]
    public async Task A_token_may_come_by_a_grant_of_the_hosts_choice()
    {
        var signatures = 0;
        var grant = new JwtBearerGrant(_ => new($"e30.e30.sign{++signatures}"));
        await using var host = new PretendHost(
            services => services.AddHttpClient("api", client => client.BaseAddress = new(PretendHost.ApiAddress))
                .AddOAuthApplication("pretend", grant, "robot"),
            options => options.Provider = (OAuth2Provider)options.Provider! with { ClientSecret = default });
        host.Provider.TrustAssertion("e30.e30.sign1", "robot");
        var client = host.Clients.CreateClient("api");
        Assert.That(await Profile.ReadLoginAsync(client), Is.EqualTo("robot"));
        Assert.That(await Profile.ReadLoginAsync(client), Is.EqualTo("robot"));
        Assert.That(signatures, Is.EqualTo(1));
    }

    [Test]
    public async Task Clients_with_other_scopes_have_another_token()
    {
        await using var host = new PretendHost(services =>
        {
            AddApi(services, ["read"]);
            AddApi(services, ["write"], "writer");
        });
        foreach (var name in (string[])["api", "writer", "api", "writer"])
            await Profile.ReadLoginAsync(host.Clients.CreateClient(name));
        Assert.That(host.Provider.CountCalls(PretendEndpoint.Token), Is.EqualTo(2));
    }

    [Test]
    public async Task A_typed_client_gets_the_token_too()
    {
        await using var host = new PretendHost(services => services
            .AddHttpClient<TypedClient>(client => client.BaseAddress = new(PretendHost.ApiAddress))
            .AddOAuthApplication("pretend"));
        var login = await Profile.ReadLoginAsync(host.Services.GetRequiredService<TypedClient>().Http);
        Assert.That(login, Is.EqualTo(PretendProvider.ClientId));
    }

    [Test]
    public async Task The_current_user_has_no_part_in_it()
    {
        await using var host = new PretendHost(
            services => AddApi(services), options => options.CurrentUser = _ => "anna");
        await host.LogInAsync("anna");
        Assert.That(
            await Profile.ReadLoginAsync(host.Clients.CreateClient("api")), Is.EqualTo(PretendProvider.ClientId));
    }

    [TestCase(false)]
    [TestCase(true, Description = "by a handler of the client")]
    public async Task A_call_that_names_a_user_is_refused(bool byHandler)
    {
        await using var host = new PretendHost(services =>
        {
            var api = AddApi(services);
            if (byHandler)
                api.AddHttpMessageHandler(() => new NamingHandler());
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, "me");
        Assert.That(
            async () => await host.Clients.CreateClient("api").SendAsync(byHandler ? request : request.ForUser("anna")),
            Throws.InvalidOperationException.With.Message.Contains("'anna'").And.Message.Contains("AddOAuth(\"pretend\")"));
        Assert.That(host.Provider.Requests, Is.Empty);
    }

    [Test]
    public async Task A_client_of_a_user_is_refused()
    {
        await using var host = new PretendHost(services => AddApi(services));
        Assert.That(
            () => host.Clients.CreateClient("api", "anna"),
            Throws.InvalidOperationException.With.Message.Contains("factory.CreateClient(\"api\")"));
    }

    [Test]
    public async Task An_OAuth_1_client_signs_with_its_secret_alone()
    {
        await using var host = new PretendHost(
            services => AddApi(services), options => options.Provider = new PretendProvider().OAuth1 with { Name = "pretend" });
        await Profile.ReadLoginAsync(host.Clients.CreateClient("api"));
        Assert.That(host.Provider.Requests.Single().Authorization, Does.Contain("oauth_consumer_key")
            .And.Not.Contain("oauth_token"));
    }

    [Test]
    public async Task A_call_to_another_origin_requests_and_carries_no_token()
    {
        string? seen = "nothing";
        await using var host = new PretendHost(services => AddApi(services)
            .ConfigurePrimaryHttpMessageHandler(() => new WireHandler(wire => seen = $"{wire.Headers.Authorization}")));
        await host.Clients.CreateClient("api").GetAsync(new Uri("https://elsewhere.example/"));
        Assert.That(seen, Is.Empty);
        Assert.That(host.Provider.Requests, Is.Empty);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_client_has_tokens_of_users_or_of_the_program(bool isUserFirst) =>
        Assert.That(
            () => new PretendHost(services =>
            {
                if (isUserFirst)
                    PretendHost.AddApi(services).AddOAuthApplication("pretend");
                else
                    AddApi(services).AddOAuth("pretend");
            }),
            Throws.InvalidOperationException.With.Message.Contains("'api'"));

    [Test]
    public void A_token_for_all_clients_by_default_is_refused() =>
        Assert.That(
            () => new PretendHost(
                services => services.ConfigureHttpClientDefaults(client => client.AddOAuthApplication("pretend"))),
            Throws.InvalidOperationException.With.Message.Contains("services.AddHttpClient"));

    private static IHttpClientBuilder AddApi(
        IServiceCollection services, IReadOnlyList<string>? scopes = null, string name = "api") => services
        .AddHttpClient(name, client => client.BaseAddress = new(PretendHost.ApiAddress))
        .AddOAuthApplication("pretend", scopes);

    private sealed class TypedClient(HttpClient http)
    {
        public HttpClient Http => http;
    }

    private sealed class NamingHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            base.SendAsync(request.ForUser("anna"), cancellationToken);
    }

    private sealed class WireHandler(Action<HttpRequestMessage> see) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            see(request);
            return Task.FromResult(new HttpResponseMessage { RequestMessage = request });
        }
    }
}
