using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using OAuthClient.Discovery;
using OAuthClient.Extensions;
using OAuthClient.OAuth2;
using OAuthClient.Testing;
using OAuthClient.Tests.Discovery;

namespace OAuthClient.Tests.Extensions;

/// <summary>
/// A dance of a host that is added by its issuer is made when it is first asked for, and heals by itself.
/// </summary>
public class DiscoveredDanceTests
{
    private const string Issuer = "https://pretend.example";
    private static readonly string DocumentUrl = WellKnownUrls.Of(Issuer)[0];

    [Test]
    public async Task A_host_starts_without_a_request_to_the_issuer()
    {
        using var test = new TestHost();
        await test.Host.StartAsync();
        Assert.That(test.Stub.Requests, Is.Empty);
        var dance = await test.Host.Services.GetOAuthDanceAsync("bank");
        Assert.That(dance.Provider.Name, Is.EqualTo("bank"));
        Assert.That(dance.Provider.ClientId, Is.EqualTo("id"));
        Assert.That(((OAuth2Provider)dance.Provider).TokenEndpoint, Is.EqualTo($"{Issuer}/token"));
        Assert.That(dance.RedirectUri, Is.EqualTo(DanceSetup.RedirectUri));
    }

    [Test]
    public async Task The_issuer_may_come_from_the_configuration()
    {
        using var test = new TestHost(null, ("OAuth:bank:Issuer", Issuer));
        await test.Host.StartAsync();
        var dance = await test.Host.Services.GetOAuthDanceAsync("bank");
        Assert.That(((OAuth2Provider)dance.Provider).Issuer, Is.EqualTo(Issuer));
    }

    [Test]
    public async Task An_issuer_that_is_down_keeps_no_host_from_starting_and_heals_by_itself()
    {
        using var test = new TestHost();
        test.Stub.Answer(DocumentUrl, HttpStatusCode.BadGateway);
        await test.Host.StartAsync();
        var error = await Failure.OfAsync(test.Host.Services.GetOAuthDanceAsync("bank").AsTask());
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.EndpointHttp));
        test.Publish();
        test.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await test.Host.Services.GetOAuthDanceAsync("bank"), Is.Not.Null);
    }

    [Test]
    public async Task A_dance_can_be_found_at_once_when_it_has_been_discovered()
    {
        using var test = new TestHost();
        await test.Host.StartAsync();
        Assert.That(
            () => test.Host.Services.GetOAuthDance("bank"),
            Throws.InvalidOperationException.With.Message.Contains("await services.GetOAuthDanceAsync(\"bank\")"));
        var dance = await test.Host.Services.GetOAuthDanceAsync("bank");
        Assert.That(test.Host.Services.GetOAuthDance("bank"), Is.SameAs(dance));
        Assert.That(await test.Host.Services.GetOAuthDanceAsync("bank"), Is.SameAs(dance));
    }

    [Test]
    public async Task A_document_that_is_read_again_and_is_the_same_keeps_the_dance()
    {
        using var test = new TestHost();
        var dance = await test.Host.Services.GetOAuthDanceAsync("bank");
        test.Time.Advance(TimeSpan.FromHours(2));
        await test.ReadAgainAsync();
        Assert.That(await test.Host.Services.GetOAuthDanceAsync("bank"), Is.SameAs(dance));
        Assert.That(test.Stub.Requests, Has.Count.EqualTo(2));
    }

    [TestCase(",\"revocation_endpoint\":\"https://pretend.example/revoke\"")]
    [TestCase(",\"token_endpoint_auth_methods_supported\":[\"client_secret_post\"]")]
    [TestCase(",\"grant_types_supported\":[\"client_credentials\"]")]
    [TestCase(",\"code_challenge_methods_supported\":[\"S256\"]")]
    public async Task A_document_that_differs_makes_another_dance_with_the_same_stores(string fields)
    {
        using var test = new TestHost();
        var before = await test.Host.Services.GetOAuthDanceAsync("bank");
        await before.Session("42").StoreAsync(new() { AccessToken = "t" });
        test.Publish(fields);
        test.Time.Advance(TimeSpan.FromHours(2));
        await test.ReadAgainAsync();
        var after = await test.Host.Services.GetOAuthDanceAsync("bank");
        Assert.That(after, Is.Not.SameAs(before));
        Assert.That((await after.Session("42").GetTokenAsync())!.AccessToken.Reveal(), Is.EqualTo("t"));
        Assert.That(after.Options, Is.EqualTo(before.Options));
    }

    [TestCase("https://evil.example")]
    [TestCase(null)]
    public async Task A_dance_that_works_outlives_a_document_that_became_wrong(string? issuer)
    {
        using var test = new TestHost();
        var dance = await test.Host.Services.GetOAuthDanceAsync("bank");
        if (issuer is null)
            test.Stub.Answer(DocumentUrl, HttpStatusCode.BadGateway);
        else
            test.Stub.Answer(DocumentUrl, () => IssuerStub.Document(issuer));
        test.Time.Advance(TimeSpan.FromHours(2));
        await test.ReadAgainAsync();
        Assert.That(await test.Host.Services.GetOAuthDanceAsync("bank"), Is.SameAs(dance));
        Assert.That(test.Stub.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task An_issuer_that_hangs_stalls_no_call_of_a_dance_that_works()
    {
        using var test = new TestHost();
        var dance = await test.Host.Services.GetOAuthDanceAsync("bank");
        var gate = new TaskCompletionSource();
        test.Stub.Gate = gate.Task;
        test.Time.Advance(TimeSpan.FromHours(2));
        var call = test.Host.Services.GetOAuthDanceAsync("bank");
        Assert.That(call.IsCompletedSuccessfully);
        Assert.That(await call, Is.SameAs(dance));
        gate.SetResult();
    }

    [Test]
    public async Task A_completion_that_gives_nothing_keeps_the_host_from_starting()
    {
        using var test = new TestHost(options => options.CompleteProvider = _ => null!);
        var failure = await Assert.CatchAsync(() => test.Host.StartAsync());
        Assert.That(failure!.Message, Does.Contain("CompleteProvider of the dance 'bank' gave null"));
    }

    [Test]
    public async Task A_completion_that_throws_keeps_the_host_from_starting_by_the_name_of_its_dance()
    {
        using var test = new TestHost(options => options.CompleteProvider = _ => throw new FormatException("bad"));
        var failure = await Assert.CatchAsync<InvalidOperationException>(() => test.Host.StartAsync());
        Assert.That(failure!.Message, Does.Contain("CompleteProvider of the dance 'bank' threw FormatException: bad"));
        Assert.That(failure.InnerException, Is.TypeOf<FormatException>());
    }

    private static IEnumerable<Action<OAuthHostOptions>> OptionsOfAnIssuer() =>
    [
        options => options.Issuer = Issuer,
        options => options.Discovery = new(),
        options => options.CompleteProvider = found => found,
    ];

    [TestCaseSource(nameof(OptionsOfAnIssuer))]
    public async Task An_option_of_discoveries_for_a_dance_without_an_issuer_keeps_the_host_from_starting(
        Action<OAuthHostOptions> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddOAuthDance(new PretendProvider().OAuth2, configure);
        using var host = builder.Build();
        var failure = await Assert.CatchAsync(() => host.StartAsync());
        Assert.That(failure!.Message, Does.Contain("which only a dance with an issuer uses"));
    }

    [Test]
    public async Task The_code_completes_the_provider_that_was_found()
    {
        using var test = new TestHost(options => options.CompleteProvider =
            found => found with { ApiBaseUrl = "https://api.bank.example", Scopes = ["accounts"] });
        var provider = (OAuth2Provider)(await test.Host.Services.GetOAuthDanceAsync("bank")).Provider;
        Assert.That(provider.ApiBaseUrl, Is.EqualTo("https://api.bank.example"));
        Assert.That(provider.Scopes, Is.EqualTo(new[] { "accounts" }));
    }

    [TestCase("https://pretend.example?x", null, "query")]
    [TestCase("http://pretend.example", null, "https")]
    [TestCase(null, null, "OAuth:bank:Issuer")]
    [TestCase(Issuer, "OAuth:bank:ClientId", "OAuth:bank:ClientId")]
    public async Task A_host_does_not_start_with_a_mistake_in_the_registration(
        string? issuer, string? missing, string words)
    {
        using var test = new TestHost(options => options.Issuer = issuer, missing is null ? [] : [(missing, null)]);
        var failure = await Assert.CatchAsync(() => test.Host.StartAsync());
        Assert.That(test.Stub.Requests, Is.Empty);
        Assert.That(failure!.Message, Does.Contain(words));
    }

    [Test]
    public async Task An_issuer_is_configured_only_for_a_dance_that_is_discovered()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("OAuth:github:ClientId", "id"), new("OAuth:github:Issuer", Issuer)]);
        builder.Services.AddOAuthDance("github");
        using var host = builder.Build();
        var failure = await Assert.CatchAsync(() => host.StartAsync());
        Assert.That(failure!.Message, Does.Contain("OAuth:github:Issuer"));
    }

    [Test]
    public async Task A_dance_of_a_provider_is_found_by_the_same_call()
    {
        await using var host = new PretendHost();
        Assert.That(await host.Services.GetOAuthDanceAsync("pretend"), Is.SameAs(host.Dance));
    }

    [Test]
    public async Task A_client_of_the_factory_calls_with_tokens_of_a_discovered_dance_and_heals_with_it()
    {
        using var test = new TestHost(
            options => options.CompleteProvider = found => found with { ApiBaseUrl = $"{Issuer}/api" });
        test.Stub.Answer(DocumentUrl, HttpStatusCode.BadGateway);
        await test.Host.StartAsync();
        using var api = test.Host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("api", "42");
        Assert.That(async () => await api.GetStringAsync(new Uri($"{Issuer}/api/me")), Throws.TypeOf<OAuthException>());
        test.Publish();
        test.Time.Advance(TimeSpan.FromSeconds(5));
        var dance = await test.Host.Services.GetOAuthDanceAsync("bank");
        await dance.Session("42").StoreAsync(new() { AccessToken = "the-token" });
        await api.GetStringAsync(new Uri($"{Issuer}/api/me"));
        Assert.That(test.Api.LastAuthorization, Is.EqualTo("Bearer the-token"));
    }

    /// <summary>A host with the dance <c>bank</c>, whose issuer answers in memory.</summary>
    private sealed class TestHost : IDisposable
    {
        public TestHost(
            Action<OAuthHostOptions>? options = null, params IEnumerable<(string Key, string? Value)> configuration)
        {
            Publish();
            var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
            var isConfigured = configuration.Any(entry => entry.Key == "OAuth:bank:Issuer");
            var values = new Dictionary<string, string?> { ["OAuth:bank:ClientId"] = "id", ["OAuth:bank:ApiBaseUrl"] = Api.Url };
            foreach (var (key, value) in configuration)
                values[key] = value;
            builder.Configuration.AddInMemoryCollection(values);
            builder.Services.AddSingleton<TimeProvider>(Time);
            builder.Services.AddOAuthDance("bank", isConfigured ? null : Issuer, host =>
            {
                host.RedirectUri = DanceSetup.RedirectUri;
                host.Discovery = Stub.Options;
                host.Dance = new() { Http = Api };
                options?.Invoke(host);
            });
            builder.Services.AddHttpClient("api").AddOAuth("bank");
            Host = builder.Build();
        }

        public IssuerStub Stub { get; } = new();

        public ApiStub Api { get; } = new();

        public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

        public IHost Host { get; }

        public void Publish(string fields = "") => Stub.Publish(Issuer, fields: Endpoint + fields);

        /// <summary>Asks for the dance, and waits until the document has been read for that.</summary>
        public async Task ReadAgainAsync()
        {
            await Host.Services.GetOAuthDanceAsync("bank");
            var reading = Host.Services.GetRequiredService<OAuthDiscovery>().DiscoverAsync(Issuer, Stub.Options);
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        public void Dispose()
        {
            Host.Dispose();
            Stub.Dispose();
            Api.Dispose();
        }

        private static string Endpoint => $",\"authorization_endpoint\":\"{Issuer}/authorize\"";
    }

    private sealed class ApiStub : HttpMessageHandler
    {
        public string Url => $"{Issuer}/api";

        public string? LastAuthorization { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            LastAuthorization = request.Headers.Authorization?.ToString();
            return Task.FromResult(new HttpResponseMessage { Content = new StringContent("{}") });
        }
    }
}
