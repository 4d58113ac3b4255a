using Flurl.Http;
using OAuthClient.Tests.Peers;

namespace OAuthClient.Tests.Refresh;

/// <summary>The server that keeps the tokens crashes while they are used and refreshed, and comes again.</summary>
public class StoreOutageTests
{
    private static DanceSetup CreateSetup(CrashingServer server, Func<HttpMessageHandler, HttpMessageHandler>? http = null)
    {
        var stage = new DanceSetup(options: options => options with { Tokens = server.Tokens, Http = http?.Invoke(options.Http!) ?? options.Http });
        stage.Signals.TokenRefreshed.Connect((_, _) => stage.SentSignals.Enqueue("refreshed"));
        return stage;
    }

    private static Task<string> CallAsync(DanceSetup stage) => stage.Dance.Session("42").Request("me").GetStringAsync();

    [Test]
    public async Task During_a_store_outage_valid_tokens_work_and_refreshes_fail_without_losing_the_session([Values] ServerKind kind)
    {
        await using var server = await CrashingServer.CreateAsync(kind);
        var stage = CreateSetup(server);
        await stage.LoginAsync("42");
        await CallAsync(stage);

        await server.CrashAsync();
        Assert.That(await CallAsync(stage), Does.Contain("anna"));
        stage.Time.Advance(TimeSpan.FromSeconds(3590));
        Assert.That(await CallAsync(stage), Does.Contain("anna"), "its end is near, but it is still good");
        stage.Time.Advance(TimeSpan.FromSeconds(10));
        var failures = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Assert.CatchAsync<OAuthException>(async () => await stage.Dance.Session("42").GetTokenAsync()))));
        Assert.That(failures.Select(failure => failure!.Error.Code), Has.All.EqualTo(OAuthErrorCode.StoreFailed));
        Assert.That((stage.Provider.RefreshCount, stage.SentSignals.Contains("error store_failed")), Is.EqualTo((0, true)));

        await server.RestartAsync();
        stage.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await CallAsync(stage), Does.Contain("anna"));
        Assert.That(stage.Provider.RefreshCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_token_received_just_before_the_crash_is_stored_after_the_restart([Values] ServerKind kind, [Values] bool byTheNextCall)
    {
        await using var server = await CrashingServer.CreateAsync(kind);
        var stage = CreateSetup(server, http => new CrashOnFirstRefresh(http, server));
        await stage.LoginAsync("42");
        stage.Time.Advance(TimeSpan.FromHours(1));
        Assert.That(async () => await stage.Dance.Session("42").GetTokenAsync(), Throws.TypeOf<OAuthException>());
        Assert.That(stage.SentSignals, Has.One.EqualTo("error store_failed"));
        var stored = stage.Recorder.StoredTokens.Count;

        await server.RestartAsync();
        stage.Time.Advance(TimeSpan.FromSeconds(1));
        if (byTheNextCall)
            await CallAsync(stage);
        await stage.WaitForSignalAsync("refreshed");
        Assert.That(stage.Recorder.StoredTokens, Has.Count.EqualTo(stored + 1));
        var elsewhere = new OAuthDance(stage.Dance.Provider, DanceSetup.RedirectUri, stage.Options);
        Assert.That(await elsewhere.Session("42").Request("me").GetStringAsync(), Does.Contain("anna"), "who shares the store neither waits nor refreshes");
        Assert.That((stage.Provider.RefreshCount, stage.SentSignals.Count(word => word == "refreshed")), Is.EqualTo((1, 1)));
    }

    /// <summary>Crashes the server between the provider's answer to the first refresh and whoever waits for it.</summary>
    private sealed class CrashOnFirstRefresh(HttpMessageHandler inner, CrashingServer server) : DelegatingHandler(inner)
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
