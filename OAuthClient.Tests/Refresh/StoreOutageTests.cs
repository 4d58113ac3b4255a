using Flurl.Http;
using OAuthClient.Tests.Peers;

namespace OAuthClient.Tests.Refresh;

/// <summary>API calls and token refreshes while the database server of the token store crashes and restarts.</summary>
public class StoreOutageTests
{
    private static DanceSetup CreateSetup(
        CrashingServer server, Func<HttpMessageHandler, HttpMessageHandler>? http = null)
    {
        var setup = new DanceSetup(options: options => options with
        {
            Tokens = server.Tokens,
            Http = http?.Invoke(options.Http!) ?? options.Http,
        });
        setup.Signals.TokenRefreshed.Connect((_, _) => setup.SentSignals.Enqueue("refreshed"));
        return setup;
    }

    private static Task<string> CallAsync(DanceSetup setup) => setup.Dance.Session("42").Request("me").GetStringAsync();

    [Test]
    public async Task During_a_store_outage_valid_tokens_work_and_refreshes_fail_without_losing_the_session(
        [Values] ServerKind kind)
    {
        await using var server = await CrashingServer.CreateAsync(kind);
        var setup = CreateSetup(server);
        await setup.LoginAsync("42");
        await CallAsync(setup);

        await server.CrashAsync();
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
        setup.Time.Advance(TimeSpan.FromSeconds(3590));
        Assert.That(await CallAsync(setup), Does.Contain("anna"), "the token is still valid");
        setup.Time.Advance(TimeSpan.FromSeconds(10));
        Task<OAuthException?> FailAsync() =>
            Assert.CatchAsync<OAuthException>(async () => await setup.Dance.Session("42").GetTokenAsync());
        var failures = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(FailAsync)));
        Assert.That(failures.Select(failure => failure!.Error.Code), Has.All.EqualTo(OAuthErrorCode.StoreFailed));
        Assert.That(
            (setup.Provider.RefreshCount, setup.SentSignals.Contains("error store_failed")),
            Is.EqualTo((0, true)));

        await server.RestartAsync();
        setup.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await CallAsync(setup), Does.Contain("anna"));
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_token_received_just_before_the_crash_is_stored_after_the_restart(
        [Values] ServerKind kind, [Values] bool byTheNextCall)
    {
        await using var server = await CrashingServer.CreateAsync(kind);
        var setup = CreateSetup(server, http => new CrashOnFirstRefresh(http, server));
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromHours(1));
        Assert.That(async () => await setup.Dance.Session("42").GetTokenAsync(), Throws.TypeOf<OAuthException>());
        Assert.That(setup.SentSignals, Has.One.EqualTo("error store_failed"));
        var stored = setup.Recorder.StoredTokens.Count;

        await server.RestartAsync();
        setup.Time.Advance(TimeSpan.FromSeconds(1));
        if (byTheNextCall)
            await CallAsync(setup);
        await setup.WaitForSignalAsync("refreshed");
        Assert.That(setup.Recorder.StoredTokens, Has.Count.EqualTo(stored + 1));
        var elsewhere = new OAuthDance(setup.Dance.Provider, DanceSetup.RedirectUri, setup.Options);
        Assert.That(
            await elsewhere.Session("42").Request("me").GetStringAsync(),
            Does.Contain("anna"),
            "a dance that shares the store neither waits nor refreshes");
        Assert.That(
            (setup.Provider.RefreshCount, setup.SentSignals.Count(signal => signal == "refreshed")),
            Is.EqualTo((1, 1)));
    }

    /// <summary>
    /// A handler that crashes the database server after the provider has answered the first refresh request, before the
    /// caller gets the answer.
    /// </summary>
    private sealed class CrashOnFirstRefresh(HttpMessageHandler inner, CrashingServer server) : DelegatingHandler(inner)
    {
        private int _refreshes;

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var isRefresh = body.Contains("grant_type=refresh_token", StringComparison.Ordinal);
            var answer = await base.SendAsync(request, cancellationToken);
            if (isRefresh && Interlocked.Increment(ref _refreshes) == 1)
                await server.CrashAsync();
            return answer;
        }
    }
}
