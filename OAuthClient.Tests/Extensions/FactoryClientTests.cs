using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OAuthClient.Http;

namespace OAuthClient.Tests.Extensions;

/// <summary>A client of the factory calls the API with the token of the user whom each call names.</summary>
public class FactoryClientTests
{
    private static readonly Uri Elsewhere = new("https://elsewhere.example/");

    [Test]
    public async Task A_call_gets_the_token_of_the_user_whom_it_names()
    {
        await using var host = await StartAsync(services => PretendHost.AddApi(services));
        var client = host.Clients.CreateClient("api");
        Assert.That(await Profile.ReadLoginAsync(client, "anna"), Is.EqualTo("anna"));
        Assert.That(await Profile.ReadLoginAsync(client, "bert"), Is.EqualTo("bert"));
    }

    [Test]
    public async Task A_call_may_name_an_account_of_the_user()
    {
        await using var host = await StartAsync(services => PretendHost.AddApi(services));
        await host.LogInAsync("anna", "anna-at-work", "work");
        using var request = new HttpRequestMessage(HttpMethod.Get, "me").ForUser("anna", "work");
        using var answer = await host.Clients.CreateClient("api").SendAsync(request);
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("anna-at-work"));
    }

    [Test]
    public async Task A_client_that_is_created_for_a_user_names_the_user_in_each_call()
    {
        await using var host = await StartAsync(services => PretendHost.AddApi(services)
            .ConfigureHttpClient(client => client.DefaultRequestHeaders.UserAgent.ParseAdd("my-program/1")));
        var anna = host.Clients.CreateClient("api", "anna");
        var bert = host.Clients.CreateClient("api", "bert");
        Assert.That(await Profile.ReadLoginAsync(anna), Is.EqualTo("anna"));
        Assert.That(await Profile.ReadLoginAsync(bert), Is.EqualTo("bert"));
        Assert.That(anna.DefaultRequestHeaders.UserAgent.ToString(), Is.EqualTo("my-program/1"));
    }

    [Test]
    public async Task A_call_that_names_no_user_is_not_sent()
    {
        await using var host = await StartAsync(services => PretendHost.AddApi(services));
        Assert.That(
            async () => await Profile.ReadLoginAsync(host.Clients.CreateClient("api")),
            Throws.InvalidOperationException.With.Message.Contains("request.ForUser("));
    }

    [TestCase(true, ExpectedResult = "anna")]
    [TestCase(false, ExpectedResult = "bert")]
    public async Task<string> A_call_that_names_no_user_is_the_current_users(bool byClient)
    {
        await using var host = new PretendHost(
            services => services.AddHttpClient("api", client => client.BaseAddress = new(PretendHost.ApiAddress))
                .AddOAuth("pretend", byClient ? _ => "anna" : null),
            options => options.CurrentUser = _ => "bert");
        await host.LogInAsync("anna");
        await host.LogInAsync("bert");
        return await Profile.ReadLoginAsync(host.Clients.CreateClient("api"));
    }

    [Test]
    public async Task A_named_user_goes_before_the_current_one()
    {
        await using var host = new PretendHost(
            services => PretendHost.AddApi(services), options => options.CurrentUser = _ => "bert");
        await host.LogInAsync("anna");
        await host.LogInAsync("bert");
        Assert.That(await Profile.ReadLoginAsync(host.Clients.CreateClient("api"), "anna"), Is.EqualTo("anna"));
    }

    [Test]
    public async Task A_typed_client_gets_tokens_too()
    {
        await using var host = await StartAsync(services => services
            .AddHttpClient<TypedClient>(client => client.BaseAddress = new(PretendHost.ApiAddress)).AddOAuth("pretend"));
        Assert.That(await host.Services.GetRequiredService<TypedClient>().ReadLoginAsync("bert"), Is.EqualTo("bert"));
    }

    [Test]
    public async Task A_call_to_another_origin_carries_no_token([Values] bool isUserKnown)
    {
        var seen = new List<string?>();
        await using var host = await StartAsync(services => PretendHost.AddApi(services)
            .ConfigurePrimaryHttpMessageHandler(() => new RecordingHandler(seen)));
        using var request = new HttpRequestMessage(HttpMethod.Get, Elsewhere);
        await host.Clients.CreateClient("api").SendAsync(isUserKnown ? request.ForUser("anna") : request.ForUser("x"));
        Assert.That(seen, Is.EqualTo(new string?[] { null }));
    }

    [Test]
    public async Task A_handler_that_is_added_later_does_not_see_the_token()
    {
        var seen = new List<string?>();
        await using var host = await StartAsync(services => PretendHost.AddApi(services)
            .AddHttpMessageHandler(() => new RecordingHandler(seen, isLast: false)));
        await Profile.ReadLoginAsync(host.Clients.CreateClient("api"), "anna");
        Assert.That(seen, Is.EqualTo(new string?[] { null }));
    }

    [Test]
    public async Task A_handler_of_one_session_may_stand_in_the_chain_of_a_factory()
    {
        await using var host = new PretendHost(services => services
            .AddHttpClient("anna", client => client.BaseAddress = new(PretendHost.ApiAddress))
            .ConfigurePrimaryHttpMessageHandler(application => TransportOf(application))
            .AddHttpMessageHandler(application =>
                new OAuthHandler(application.GetOAuthDance("pretend").Session("anna"))));
        await host.LogInAsync("anna");
        Assert.That(await Profile.ReadLoginAsync(host.Clients.CreateClient("anna")), Is.EqualTo("anna"));
    }

    [Test]
    public void A_client_has_tokens_of_one_dance_only() =>
        Assert.That(
            () => new PretendHost(services => PretendHost.AddApi(services).AddOAuth("pretend")),
            Throws.InvalidOperationException.With.Message.Contains("'api'"));

    [Test]
    public async Task A_user_who_never_logged_in_gets_no_call()
    {
        await using var host = await StartAsync(services => PretendHost.AddApi(services));
        Assert.That(
            async () => await Profile.ReadLoginAsync(host.Clients.CreateClient("api"), "carl"),
            Throws.TypeOf<AuthorizationRequiredException>());
    }

    private static async Task<PretendHost> StartAsync(Action<IServiceCollection> configure)
    {
        var host = new PretendHost(configure);
        await host.LogInAsync("anna");
        await host.LogInAsync("bert");
        return host;
    }

    private static HttpMessageHandler TransportOf(IServiceProvider services) =>
        services.GetOAuthDance("pretend").Options.Http!;

    private sealed class TypedClient(HttpClient http)
    {
        public Task<string> ReadLoginAsync(OAuthUser user) => Profile.ReadLoginAsync(http, user);
    }

    private sealed class RecordingHandler(List<string?> seen, bool isLast = true) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Add(request.Headers.Authorization?.ToString());
            return isLast
                ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request })
                : base.SendAsync(request, cancellationToken);
        }
    }
}
