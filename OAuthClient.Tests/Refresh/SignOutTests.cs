using System.Net;
using OAuthClient.Storage;
using OAuthClient.Testing;
using OAuthClient.Tests.Storage;

namespace OAuthClient.Tests.Refresh;

/// <summary>A sign-out revokes the tokens where possible and always deletes them.</summary>
public class SignOutTests
{
    private static async Task<DanceSetup> LoggedInAsync(
        Func<HttpRequestMessage, HttpResponseMessage?>? answer = null,
        string? endpoint = "https://pretend.example/revoke")
    {
        var setup = new DanceSetup(
            options: options => options with
            {
                Http = answer is null ? options.Http : new EndpointStub(options.Http!, "/revoke", answer),
            },
            provider: provider => provider with { RevocationEndpoint = endpoint });
        await setup.LoginAsync("42");
        return setup;
    }

    [Test]
    public async Task T53_The_access_token_is_revoked_first_and_then_the_refresh_token()
    {
        var setup = await LoggedInAsync();
        var token = setup.Recorder.StoredTokens.Single();
        Assert.That(await setup.Dance.Session("42").SignOutAsync(), Is.Null);
        var sent = setup.Provider.Requests
            .Where(request => request.Endpoint == PretendEndpoint.Revocation)
            .Select(request => (request["token"], request["token_type_hint"]));
        Assert.That(
            sent,
            Is.EqualTo(new[]
            {
                (token.AccessToken.Reveal(), "access_token"),
                (token.RefreshToken.Reveal(), "refresh_token"),
            }));
        Assert.That((setup.Tokens.Count, await setup.Dance.Session("42").IsAuthorizedAsync()), Is.EqualTo((0, false)));
    }

    [Test]
    public async Task T53_A_damaged_token_is_deleted()
    {
        using var directory = new TempDirectory();
        var setup = new DanceSetup(options: options => options with
        {
            Tokens = new FileTokenStore(directory.Path, Insecure.UnsealedTokens),
        });
        await setup.LoginAsync("42");
        var file = directory.FindFiles(".token").Single();
        await File.WriteAllTextAsync(file, "damaged");
        Assert.That((await setup.Dance.Session("42").SignOutAsync())?.Code, Is.EqualTo(OAuthErrorCode.StoreFailed));
        Assert.That(File.Exists(file), Is.False);
        await setup.LoginAsync("42");
        await File.WriteAllTextAsync(file, "damaged");
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True, "a new login replaces the damaged token");
    }

    [TestCase(500, "", OAuthErrorCode.EndpointHttp)]
    [TestCase(503, "", OAuthErrorCode.EndpointHttp)]
    [TestCase(400, """{"error":"unsupported_token_type"}""", OAuthErrorCode.ProviderError)]
    [TestCase(401, """{"error":"invalid_client"}""", OAuthErrorCode.ProviderError)]
    [TestCase(0, "", OAuthErrorCode.EndpointUnreachable)]
    public async Task T53_A_token_that_could_not_be_revoked_is_deleted(int status, string body, string code)
    {
        var setup = await LoggedInAsync(_ => status == 0
            ? throw new HttpRequestException("no such host")
            : new((HttpStatusCode)status) { Content = new StringContent(body) });
        Assert.That((await setup.Dance.Session("42").SignOutAsync())?.Code, Is.EqualTo(code));
        Assert.That(setup.Tokens.Count, Is.Zero);
    }

    [TestCase(400, """{"error":"unsupported_token_type"}""", OAuthErrorCode.ProviderError)]
    [TestCase(400, """{"error":"invalid_request"}""", OAuthErrorCode.ProviderError)]
    [TestCase(400, """{"error":"invalid_token"}""", null)]
    [TestCase(400, """{"error":"invalid_grant"}""", null)]
    [TestCase(500, "", OAuthErrorCode.EndpointHttp)]
    public async Task T53_The_refresh_token_is_revoked_even_when_the_access_token_cannot_be_revoked(
        int status, string refusal, string? code)
    {
        var requests = 0;
        var setup = await LoggedInAsync(_ => requests++ == 0 ? Answer(status, refusal) : new(HttpStatusCode.OK));
        Assert.That(((await setup.Dance.Session("42").SignOutAsync())?.Code, requests), Is.EqualTo((code, 2)));
    }

    [TestCase(400, """{"error":"invalid_request"}""", null)]
    [TestCase(400, """{"error":"invalid_request","error_description":"Invalid token"}""", null)]
    [TestCase(400, """{"error":"invalid_token"}""", null)]
    [TestCase(400, """{"error":"invalid_grant"}""", null)]
    [TestCase(400, """{"status":400,"message":"Invalid token"}""", null)]
    [TestCase(400, "", null)]
    [TestCase(400, """{"error":"unsupported_token_type"}""", OAuthErrorCode.ProviderError)]
    [TestCase(400, """{"error":"invalid_client"}""", OAuthErrorCode.ProviderError)]
    [TestCase(401, """{"error":"invalid_request"}""", OAuthErrorCode.ProviderError)]
    [TestCase(429, "", OAuthErrorCode.EndpointBusy)]
    [TestCase(500, "", OAuthErrorCode.EndpointHttp)]
    [TestCase(503, """{"error":"invalid_request"}""", OAuthErrorCode.ProviderError)]
    public async Task T53_A_refresh_token_that_ended_with_its_access_token_counts_as_revoked(
        int status, string refusal, string? code)
    {
        var requests = 0;
        var setup = await LoggedInAsync(_ => requests++ == 0 ? new(HttpStatusCode.OK) : Answer(status, refusal));
        Assert.That(((await setup.Dance.Session("42").SignOutAsync())?.Code, requests), Is.EqualTo((code, 2)));
    }

    [TestCase(200, "")]
    [TestCase(200, "OK")]
    [TestCase(202, "{}")]
    [TestCase(204, "")]
    public async Task Any_status_of_success_revokes_a_token(int status, string body)
    {
        var setup = await LoggedInAsync(_ => Answer(status, body));
        Assert.That(await setup.Dance.Session("42").SignOutAsync(), Is.Null);
    }

    [TestCase(400, """{"error":"bad_verification_code"}""")]
    [TestCase(400, """{"error":"token_expired"}""")]
    [TestCase(0, "")]
    public async Task The_hint_of_a_failed_revocation_sends_no_user_to_a_login(int status, string body)
    {
        var setup = await LoggedInAsync(_ => status == 0
            ? throw new HttpRequestException(HttpRequestError.ResponseEnded)
            : Answer(status, body));
        Assert.That(
            (await setup.Dance.Session("42").SignOutAsync())?.Hint,
            Does.Not.Contain("begin again").And.Contain("may still be valid at the provider"));
    }

    [Test]
    public async Task T53_A_canceled_sign_out_still_deletes_the_token()
    {
        var setup = new DanceSetup(
            options: options => options with { Tokens = new HookedTokenStore(options.Tokens!) },
            provider: provider => provider with { RevocationEndpoint = "https://pretend.example/revoke" });
        await setup.LoginAsync("42");
        Assert.That(
            async () => await setup.Dance.Session("42").SignOutAsync(new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(setup.Tokens.Count, Is.Zero);
    }

    [Test]
    public async Task T53_An_invalid_token_counts_as_revoked()
    {
        var setup = await LoggedInAsync();
        setup.Provider.EndAccessTokens();
        Assert.That(await setup.Dance.Session("42").SignOutAsync(), Is.Null);
    }

    [Test]
    public async Task A_sign_out_sends_no_request_when_nothing_can_be_revoked(
        [Values("no endpoint", "no token")] string missing)
    {
        var setup = await LoggedInAsync(endpoint: missing == "no endpoint" ? null : "https://pretend.example/revoke");
        var user = missing == "no token" ? "43" : "42";
        Assert.That(await setup.Dance.Session(user).SignOutAsync(), Is.Null);
        Assert.That(
            (setup.Provider.CountCalls(PretendEndpoint.Revocation), setup.Tokens.Count),
            Is.EqualTo((0, missing == "no token" ? 1 : 0)));
    }

    [Test]
    public async Task T43_A_sign_out_deletes_only_the_token_of_this_user_and_this_account()
    {
        var setup = await LoggedInAsync();
        var others = new[]
        {
            new TokenKey(DanceSetup.KeyProvider, PretendProvider.ClientId, "43", TokenKey.DefaultAccount),
            new TokenKey(DanceSetup.KeyProvider, PretendProvider.ClientId, "42", "work"),
            new TokenKey("another", PretendProvider.ClientId, "42", TokenKey.DefaultAccount),
        };
        foreach (var key in others)
            await setup.Tokens.PutAsync(key, new() { AccessToken = "a" }, null);
        await setup.Dance.Session("42").SignOutAsync();
        foreach (var key in others)
            Assert.That(await setup.Tokens.GetAsync(key), Is.Not.Null);
    }

    [Test]
    public void A_session_without_a_user_cannot_sign_out() =>
        Assert.That(
            async () => await new DanceSetup(Protocol.OAuth1).Dance.ApplicationSession().SignOutAsync(),
            Throws.InvalidOperationException);

    [Test]
    public async Task A_user_who_signs_out_during_a_refresh_is_signed_out()
    {
        var arrived = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var setup = new DanceSetup(options: options => options with
        {
            Http = new DelayedRefreshHandler(options.Http!, arrived, release.Task),
        });
        await SignOutDuringRefreshAsync(setup, arrived.Task, release);
        Assert.That(setup.Tokens.Count, Is.Zero);
    }

    [Test]
    public async Task A_token_that_arrives_after_its_user_signed_out_is_revoked()
    {
        var arrived = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var setup = new DanceSetup(
            options: options => options with
            {
                Http = new DelayedRefreshHandler(options.Http!, arrived, release.Task, isAnswered: true),
            },
            provider: provider => provider with { RevocationEndpoint = "https://pretend.example/revoke" });
        await SignOutDuringRefreshAsync(setup, arrived.Task, release);
        Assert.That(
            setup.Provider.Requests
                .Where(request => request["token_type_hint"] == "refresh_token")
                .Select(request => request["token"])
                .Distinct()
                .Count(),
            Is.EqualTo(2),
            "the old token and the new token");
    }

    private static HttpResponseMessage Answer(int status, string body) =>
        new((HttpStatusCode)status) { Content = new StringContent(body) };

    private static async Task SignOutDuringRefreshAsync(
        DanceSetup setup, Task refreshArrived, TaskCompletionSource release)
    {
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromHours(1));
        var refreshing = setup.Dance.Session("42").GetTokenAsync().AsTask();
        await refreshArrived;
        await setup.Dance.Session("42").SignOutAsync();
        release.SetResult();
        Assert.That(async () => await refreshing, Throws.TypeOf<AuthorizationRequiredException>());
    }
}
