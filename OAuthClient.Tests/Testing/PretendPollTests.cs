using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Testing;

/// <summary>The grants of a pretend provider that wait for a user, device and CIBA, by raw requests.</summary>
public class PretendPollTests
{
    /// <summary>The two grants that poll: how one begins, and what is polled with.</summary>
    public sealed record Polling(string Path, string Begin, string GrantType, string Code)
    {
        public override string ToString() => Path;
    }

    private static readonly Polling Device = new(
        "/device_authorization", "scope=read", "urn:ietf:params:oauth:grant-type:device_code", "device_code");

    private static readonly Polling Ciba = new(
        "/bc-authorize", "scope=openid&login_hint=anna", "urn:openid:params:grant-type:ciba", "auth_req_id");

    private static readonly Polling[] Both = [Device, Ciba];

    [TestCaseSource(nameof(Both))]
    public async Task A_code_waits_and_then_brings_one_token(Polling polling)
    {
        await using var provider = new PretendProvider { Time = new FakeTimeProvider() };
        var client = new WireClient(provider);
        var begun = await client.PostForJsonAsync(polling.Path, polling.Begin);
        var waiting = await PollAsync(client, polling, begun);
        Allow(provider, begun);
        var token = await PollAsync(client, polling, begun);
        var spent = await PollAsync(client, polling, begun);
        Assert.That((string?)waiting["error"], Is.EqualTo("authorization_pending"));
        Assert.That(await client.ReadUserAsync((string)token["access_token"]!), Is.EqualTo("anna"));
        Assert.That(token.ContainsKey("refresh_token"), Is.True);
        Assert.That((string?)spent["error"], Is.EqualTo("invalid_grant"));
    }

    [TestCaseSource(nameof(Both))]
    public async Task Each_poll_that_comes_too_early_adds_five_seconds_to_the_interval(Polling polling)
    {
        var time = new FakeTimeProvider();
        await using var provider = new PretendProvider { Time = time };
        var client = new WireClient(provider);
        var begun = await client.PostForJsonAsync(polling.Path, polling.Begin);
        List<string> errors = [];
        foreach (var pause in new[] { 0, 5, 4, 9, 15, 14, 20 })
        {
            time.Advance(TimeSpan.FromSeconds(pause));
            errors.Add((string)(await PollAsync(client, polling, begun))["error"]!);
        }
        const string Pending = "authorization_pending";
        const string Slower = "slow_down";
        Assert.That(errors, Is.EqualTo(new[] { Pending, Pending, Slower, Slower, Pending, Slower, Pending }));
    }

    [TestCaseSource(nameof(Both))]
    public async Task A_denial_and_an_expiry_end_the_polls(Polling polling)
    {
        var time = new FakeTimeProvider();
        await using var provider = new PretendProvider { Time = time, PollLifetime = TimeSpan.FromMinutes(1) };
        var client = new WireClient(provider);
        var denied = await client.PostForJsonAsync(polling.Path, polling.Begin);
        Deny(provider, denied);
        var late = await client.PostForJsonAsync(polling.Path, polling.Begin);
        Assert.That((string?)(await PollAsync(client, polling, denied))["error"], Is.EqualTo("access_denied"));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.That((string?)(await PollAsync(client, polling, late))["error"], Is.EqualTo("expired_token"));
        Assert.That(() => Allow(provider, late), Throws.InvalidOperationException);
    }

    [TestCase(5)]
    [TestCase(null)]
    public async Task The_interval_may_be_absent(int? seconds)
    {
        await using var provider = new PretendProvider();
        provider.PollInterval = seconds is null ? null : TimeSpan.FromSeconds(5);
        var begun = await new WireClient(provider).PostForJsonAsync("/device_authorization", "");
        Assert.That((int?)begun["interval"], Is.EqualTo(seconds));
        Assert.That((int?)begun["expires_in"], Is.EqualTo(600));
    }

    [Test]
    public async Task A_browser_types_the_code_or_opens_the_page_that_has_it([Values] bool isComplete)
    {
        await using var provider = new PretendProvider();
        var client = new WireClient(provider) { Secret = null };
        var browser = new PretendBrowser(provider.Handler);
        var begun = await client.PostForJsonAsync("/device_authorization", "");
        var page = new Uri((string)begun[isComplete ? "verification_uri_complete" : "verification_uri"]!);
        await browser.AllowDeviceAsync(page, isComplete ? null : (string)begun["user_code"]!, "bea");
        var token = await PollAsync(client, Device, begun);
        Assert.That(await client.ReadUserAsync((string)token["access_token"]!), Is.EqualTo("bea"));
    }

    [Test]
    public async Task A_browser_denies_and_is_told_of_a_wrong_code()
    {
        await using var provider = new PretendProvider();
        var client = new WireClient(provider);
        var browser = new PretendBrowser(provider.Handler);
        var begun = await client.PostForJsonAsync("/device_authorization", "");
        var page = new Uri((string)begun["verification_uri_complete"]!);
        await browser.DenyDeviceAsync(page);
        Assert.That((string?)(await PollAsync(client, Device, begun))["error"], Is.EqualTo("access_denied"));
        Assert.That(() => browser.AllowDeviceAsync(page, "BCDF-GHJK"), Throws.InvalidOperationException);
    }

    [Test]
    public async Task The_code_of_another_client_is_refused()
    {
        await using var provider = new PretendProvider();
        var client = new WireClient(provider);
        var begun = await client.PostForJsonAsync("/device_authorization", "");
        provider.AllowDevice((string)begun["user_code"]!);
        var other = await client.RegisterAsync(
            """{"grant_types":["urn:ietf:params:oauth:grant-type:device_code"],"token_endpoint_auth_method":"none"}""");
        var stranger = new WireClient(provider) { ClientId = (string)other["client_id"]!, Secret = null };
        Assert.That((string?)(await PollAsync(stranger, Device, begun))["error"], Is.EqualTo("invalid_grant"));
    }

    private static Task<JsonObject> PollAsync(WireClient client, Polling polling, JsonObject begun) =>
        client.PostForJsonAsync("/token", $"grant_type={polling.GrantType}&{polling.Code}={begun[polling.Code]}");

    private static void Allow(PretendProvider provider, JsonObject begun)
    {
        if ((string?)begun["user_code"] is { } userCode)
            provider.AllowDevice(userCode.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant());
        else
            provider.AllowCiba("anna");
    }

    private static void Deny(PretendProvider provider, JsonObject begun)
    {
        if ((string?)begun["user_code"] is { } userCode)
            provider.DenyDevice(userCode);
        else
            provider.DenyCiba((string)begun["auth_req_id"]!);
    }
}
