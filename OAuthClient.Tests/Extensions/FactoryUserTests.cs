using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace OAuthClient.Tests.Extensions;

/// <summary>A call through the factory is the call of the user it was meant for, or it is refused.</summary>
public class FactoryUserTests
{
    [TestCase("bert", TokenKey.DefaultAccount)]
    [TestCase("anna", "work")]
    public async Task A_client_of_one_user_refuses_a_call_that_names_another(string user, string account)
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "me").ForUser(user, account);
        Assert.That(
            async () => await host.Clients.CreateClient("api", "anna").SendAsync(request),
            Throws.InvalidOperationException.With.Message.Contains("belongs to one user"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_copy_of_a_call_without_its_options_is_refused_and_not_sent_for_the_current_user(bool byClient)
    {
        await using var host = await StartAsync(api => api.AddHttpMessageHandler(() => new CopyingHandler()));
        using var request = new HttpRequestMessage(HttpMethod.Get, "me");
        using var client = byClient ? host.Clients.CreateClient("api", "anna") : host.Clients.CreateClient("api");
        Assert.That(
            async () => await client.SendAsync(byClient ? request : request.ForUser("anna")),
            Throws.InvalidOperationException.With.Message.Contains("copy its Options"));
    }

    [Test]
    public async Task A_service_of_a_scope_that_knows_the_current_user_is_made_anew_for_each_call()
    {
        var current = "anna";
        await using var host = new PretendHost(
            services =>
            {
                services.AddScoped(_ => new CurrentPerson(current));
                services.AddHttpClient("api", client => client.BaseAddress = new(PretendHost.ApiAddress))
                    .AddOAuth("pretend", scope => scope.GetRequiredService<CurrentPerson>().Name);
            });
        await host.LogInAsync("anna");
        await host.LogInAsync("bert");
        var client = host.Clients.CreateClient("api");
        Assert.That(await Profile.ReadLoginAsync(client), Is.EqualTo("anna"));
        current = "bert";
        Assert.That(await Profile.ReadLoginAsync(client), Is.EqualTo("bert"));
    }

    [Test]
    public async Task A_client_of_a_user_is_refused_where_the_named_client_has_no_tokens()
    {
        await using var host = await StartAsync();
        Assert.That(
            () => host.Clients.CreateClient("apii", "anna"),
            Throws.InvalidOperationException.With.Message.Contains("AddHttpClient(\"apii\").AddOAuth"));
    }

    [Test]
    public void Tokens_for_all_clients_by_default_are_refused() =>
        Assert.That(
            () => new PretendHost(
                services => services.ConfigureHttpClientDefaults(client => client.AddOAuth("pretend"))),
            Throws.InvalidOperationException.With.Message.Contains("services.AddHttpClient"));

    [TestCase(null, ExpectedResult = "OAuthSignals/0.1")]
    [TestCase("my-program/2.0", ExpectedResult = "my-program/2.0")]
    public async Task<string?> A_call_has_a_user_agent(string? own)
    {
        var transport = new UserAgentHandler();
        await using var host = await StartAsync(api => api
            .ConfigurePrimaryHttpMessageHandler(() => transport)
            .ConfigureHttpClient(client =>
                client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", own is null ? [] : [own])));
        using var request = new HttpRequestMessage(HttpMethod.Get, "me").ForUser("anna");
        await host.Clients.CreateClient("api").SendAsync(request);
        return transport.Seen;
    }

    private static async Task<PretendHost> StartAsync(Action<IHttpClientBuilder>? configure = null)
    {
        var host = new PretendHost(
            services =>
            {
                var api = PretendHost.AddApi(services);
                configure?.Invoke(api);
            },
            options => options.CurrentUser = _ => "bert");
        await host.LogInAsync("anna");
        await host.LogInAsync("bert");
        return host;
    }

    private sealed class UserAgentHandler : HttpMessageHandler
    {
        public string? Seen { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Seen = request.Headers.UserAgent.ToString();
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request });
        }
    }

    private sealed record CurrentPerson(string Name);

    private sealed class CopyingHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            base.SendAsync(new(request.Method, request.RequestUri), cancellationToken);
    }
}
