using Flurl.Http;
using OAuthClient.Tests.Peers;

namespace OAuthClient.Tests;

/// <summary>The server that keeps the tokens crashes while they are used and refreshed, and comes again.</summary>
public class StoreOutageTests
{
    private static Stage StageOn(CrashingServer server, Func<HttpMessageHandler, HttpMessageHandler>? http = null)
    {
        var stage = new Stage(options: options => options with { Tokens = server.Tokens, Http = http?.Invoke(options.Http!) ?? options.Http });
        stage.Signals.TokenRefreshed.Connect((_, _) => stage.Heard.Enqueue("refreshed"));
        return stage;
    }

    private static Task<string> CallAsync(Stage stage) => stage.Dance.Session("42").Request("me").GetStringAsync();

    [Test]
    public async Task Calls_with_a_token_that_is_good_go_on_and_refreshes_report_a_storage_error_and_nothing_is_lost([Values] ServerKind kind)
    {
        await using var server = await CrashingServer.BeginAsync(kind);
        var stage = StageOn(server);
        await stage.LoginAsync("42");
        await CallAsync(stage);

        await server.CrashAsync();
        Assert.That(await CallAsync(stage), Does.Contain("anna"));
        stage.Time.Advance(TimeSpan.FromSeconds(3590));
        Assert.That(await CallAsync(stage), Does.Contain("anna"), "its end is near, but it is still good");
        stage.Time.Advance(TimeSpan.FromSeconds(10));
        var failures = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Assert.CatchAsync<OAuthException>(async () => await stage.Dance.Session("42").GetTokenAsync()))));
        Assert.That(failures.Select(failure => failure!.Error.Code), Has.All.EqualTo(OAuthErrorCode.StoreFailed));
        Assert.That((stage.Provider.Refreshes, stage.Heard.Contains("error store_failed")), Is.EqualTo((0, true)));

        await server.StartAsync();
        stage.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await CallAsync(stage), Does.Contain("anna"));
        Assert.That(stage.Provider.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task A_token_that_came_just_as_the_server_crashed_is_stored_when_it_is_back([Values] ServerKind kind, [Values] bool byTheNextCall)
    {
        await using var server = await CrashingServer.BeginAsync(kind);
        var stage = StageOn(server, http => new Crashing(http, server));
        await stage.LoginAsync("42");
        stage.Time.Advance(TimeSpan.FromHours(1));
        Assert.That(async () => await stage.Dance.Session("42").GetTokenAsync(), Throws.TypeOf<OAuthException>());
        Assert.That(stage.Heard, Has.One.EqualTo("error store_failed"));
        var stored = stage.Ledger.Put.Count;

        await server.StartAsync();
        stage.Time.Advance(TimeSpan.FromSeconds(1));
        if (byTheNextCall)
            await CallAsync(stage);
        await stage.UntilHeardAsync("refreshed");
        Assert.That(stage.Ledger.Put, Has.Count.EqualTo(stored + 1));
        var elsewhere = new OAuthDance(stage.Dance.Provider, Stage.Callback, stage.Options);
        Assert.That(await elsewhere.Session("42").Request("me").GetStringAsync(), Does.Contain("anna"), "who shares the store neither waits nor refreshes");
        Assert.That((stage.Provider.Refreshes, stage.Heard.Count(word => word == "refreshed")), Is.EqualTo((1, 1)));
    }

    /// <summary>Crashes the server between the provider's answer to the first refresh and whoever waits for it.</summary>
    private sealed class Crashing(HttpMessageHandler inner, CrashingServer server) : DelegatingHandler(inner)
    {
        private int _refreshes;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isRefresh = request.Content is not null && (await request.Content.ReadAsStringAsync(cancellationToken)).Contains("grant_type=refresh_token", StringComparison.Ordinal);
            var answer = await base.SendAsync(request, cancellationToken);
            if (isRefresh && Interlocked.Increment(ref _refreshes) == 1)
                await server.CrashAsync();
            return answer;
        }
    }
}
