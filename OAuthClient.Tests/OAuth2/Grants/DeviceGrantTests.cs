using System.Net;
using OAuthClient.Discovery;
using OAuthClient.OAuth2;
using OAuthClient.OAuth2.Grants;

namespace OAuthClient.Tests.OAuth2.Grants;

/// <summary>The device authorization grant (RFC 8628): what is shown, how often is asked, and how it ends.</summary>
public class DeviceGrantTests
{
    private const string Code = """
        {"device_code":"device-canary","user_code":"ABCD-EFGH","verification_uri":"https://scripted.example/go",
        "verification_uri_complete":"https://scripted.example/go?code=ABCD-EFGH","expires_in":60,"interval":5}
        """;

    private const string Token = """{"access_token":"access-canary","refresh_token":"refresh-canary","scope":"read"}""";

    private static ScriptedProvider CreateProvider(string code = Code) => new ScriptedProvider().Answer("/device", code);

    private static Task<OAuthOutcome> GrantAsync(
        ScriptedProvider provider, OAuthDance dance, Action<DeviceCode>? show = null) =>
        provider.RunAsync(dance.GrantAsync(new DeviceGrant(show ?? (_ => { })) { Scopes = ["read"] }, "42").AsTask());

    [Test]
    public async Task A_device_login_takes_the_road_of_any_login()
    {
        var provider = CreateProvider().Refuse("/token", "authorization_pending").Answer("/token", Token);
        var dance = provider.CreateDance();
        List<string> signals = [];
        DeviceCode? shown = null;
        dance.Signals.Authorized.Connect((_, args) => signals.Add($"authorized {args.User}"));
        var outcome = await GrantAsync(provider, dance, code => shown = code);
        Assert.That((outcome.Kind, outcome.User), Is.EqualTo((OAuthOutcomeKind.Stored, (OAuthUser)"42")));
        Assert.That(signals, Is.EqualTo(new[] { "authorized 42" }));
        Assert.That(
            (shown!.UserCode, shown.VerificationUri, shown.VerificationUriComplete),
            Is.EqualTo((
                "ABCD-EFGH", "https://scripted.example/go", "https://scripted.example/go?code=ABCD-EFGH")));
        Assert.That(shown.ExpiresAt, Is.EqualTo(provider.Time.Start.AddSeconds(60)));
        Assert.That((await dance.Session("42").GetTokenAsync())!.GrantedScopes, Is.EqualTo(new[] { "read" }));
        Assert.That(provider.BodiesAt("/device"), Is.EqualTo(new[] { "scope=read" }));
        Assert.That(
            provider.BodiesAt("/token"),
            Is.All.EqualTo(
                "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=device-canary"));
    }

    private static readonly TestCaseData[] Rhythms =
    [
        new("5", new[] { "authorization_pending", "authorization_pending" }, new double[] { 5, 10, 15 }),
        new("5", new[] { "slow_down", "authorization_pending" }, new double[] { 5, 15, 25 }),
        new("5", new[] { "slow_down", "slow_down" }, new double[] { 5, 15, 30 }),
        new("2", new[] { "authorization_pending" }, new double[] { 2, 4 }),
        new("0", new[] { "authorization_pending" }, new double[] { 5, 10 }),
        new("1e-3", new[] { "authorization_pending", "authorization_pending" }, new double[] { 1, 2, 3 }),
        new("1e-9", new[] { "authorization_pending" }, new double[] { 5, 10 }),
        new("1e9", Array.Empty<string>(), new double[] { 60 }),
        new("null", new[] { "authorization_pending" }, new double[] { 5, 10 }),
        new("\"7\"", new[] { "authorization_pending" }, new double[] { 7, 14 }),
    ];

    [TestCaseSource(nameof(Rhythms))]
    public async Task The_provider_is_asked_as_often_as_it_allows(string interval, string[] refusals, double[] seconds)
    {
        var provider = CreateProvider(Code.Replace("\"interval\":5", $"\"interval\":{interval}"));
        foreach (var refusal in refusals)
            provider.Refuse("/token", refusal);
        provider.Answer("/token", Token);
        var outcome = await GrantAsync(provider, provider.CreateDance());
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(provider.SecondsAt("/token"), Is.EqualTo(seconds));
    }

    [TestCase(HttpStatusCode.ServiceUnavailable, null, new double[] { 5, 15 })]
    [TestCase(HttpStatusCode.ServiceUnavailable, 20, new double[] { 5, 25 })]
    [TestCase(HttpStatusCode.TooManyRequests, 1, new double[] { 5, 15 })]
    [TestCase(HttpStatusCode.InternalServerError, null, new double[] { 5, 15 })]
    public async Task A_provider_that_fails_is_asked_less_often(
        HttpStatusCode status, int? retryAfter, double[] seconds)
    {
        var provider = CreateProvider();
        provider.Answer("/token", () =>
        {
            var answer = new HttpResponseMessage(status);
            answer.Headers.RetryAfter = retryAfter is { } wait ? new(TimeSpan.FromSeconds(wait)) : null;
            return answer;
        });
        provider.Answer("/token", Token);
        var outcome = await GrantAsync(provider, provider.CreateDance());
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(provider.SecondsAt("/token"), Is.EqualTo(seconds));
    }

    [Test]
    public async Task No_interval_makes_the_program_ask_without_a_pause()
    {
        var provider = CreateProvider(Code.Replace("\"interval\":5", "\"interval\":0.001")).Answer("/token", Token);
        var login = provider.CreateDance().GrantAsync(new DeviceGrant(_ => { }), "42").AsTask();
        await provider.Time.IsWaitingAsync(login);
        provider.Time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.That(await provider.Time.IsWaitingAsync(login), Is.True);
        Assert.That(provider.BodiesAt("/token"), Is.Empty);
        await provider.RunAsync(login);
        Assert.That(provider.BodiesAt("/token"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_connection_that_fails_is_tried_again()
    {
        var provider = CreateProvider().Answer("/token", () => throw new HttpRequestException("no route"));
        provider.Answer("/token", Token);
        Assert.That((await GrantAsync(provider, provider.CreateDance())).IsStored, Is.True);
    }

    [TestCase("access_denied", OAuthOutcomeKind.Denied, OAuthErrorCode.AccessDenied)]
    [TestCase("expired_token", OAuthOutcomeKind.ProviderFailed, OAuthErrorCode.ExpiredToken)]
    [TestCase("invalid_grant", OAuthOutcomeKind.ProviderFailed, OAuthErrorCode.ProviderError)]
    [TestCase("invalid_client", OAuthOutcomeKind.ProviderFailed, OAuthErrorCode.ProviderError)]
    public async Task A_refusal_ends_the_login(string error, OAuthOutcomeKind kind, string code)
    {
        var provider = CreateProvider().Refuse("/token", error);
        var dance = provider.CreateDance();
        List<string> errors = [];
        dance.Signals.Error.Connect((_, args) => errors.Add(args.Error.Code));
        var outcome = await GrantAsync(provider, dance);
        Assert.That((outcome.Kind, outcome.Error!.Code), Is.EqualTo((kind, code)));
        Assert.That(outcome.Error.ProviderError, Is.EqualTo(error));
        Assert.That((errors, provider.BodiesAt("/token").Length), Is.EqualTo((new[] { code }, 1)));
        Assert.That(await dance.Session("42").GetTokenAsync(), Is.Null);
    }

    [TestCase("authorization_pending")]
    [TestCase("slow_down")]
    public async Task Nothing_is_asked_after_the_code_has_expired(string answer)
    {
        var provider = CreateProvider().Refuse("/token", answer);
        var outcome = await GrantAsync(provider, provider.CreateDance());
        Assert.That(outcome.Error!.Code, Is.EqualTo(OAuthErrorCode.ExpiredToken));
        Assert.That(provider.SecondsAt("/token"), Is.Not.Empty.And.All.LessThanOrEqualTo(60));
    }

    [Test]
    public async Task A_caller_that_gives_up_ends_the_login_at_once()
    {
        var provider = CreateProvider().Refuse("/token", "authorization_pending");
        using var cancel = new CancellationTokenSource();
        var grant = new DeviceGrant(_ => { });
        var waiting = provider.CreateDance().GrantAsync(grant, "42", null, cancel.Token).AsTask();
        await cancel.CancelAsync();
        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(provider.BodiesAt("/token"), Is.Empty);
    }

    [TestCase("\"device_code\":\"device-canary\",", "", "device_code")]
    [TestCase("\"user_code\":\"ABCD-EFGH\",", "", "user_code")]
    [TestCase("ABCD-EFGH\",\"ver", "A\\u001b[31mB\",\"ver", "user_code")]
    [TestCase("\"verification_uri\":\"https://scripted.example/go\",", "", "verification_uri")]
    [TestCase("\"https://scripted.example/go\"", "\"javascript:alert(1)\"", "verification_uri")]
    [TestCase("\"https://scripted.example/go\"", "\"http://scripted.example/go\"", "verification_uri")]
    [TestCase("\"https://scripted.example/go\"", "\"http://127.0.0.1/go\"", "verification_uri")]
    [TestCase("\"https://scripted.example/go\"", "\"file:///etc/passwd\"", "verification_uri")]
    [TestCase("\"https://scripted.example/go\"", "\"/go\"", "verification_uri")]
    [TestCase("\"https://scripted.example/go\"", "\"https://bank.example@evil.example/go\"", "verification_uri")]
    [TestCase("https://scripted.example/go?code", "ms-settings:go?code", "verification_uri_complete")]
    [TestCase("\"expires_in\":60", "\"expires_in\":0", "expires_in")]
    [TestCase("\"expires_in\":60", "\"expires_in\":\"soon\"", "expires_in")]
    [TestCase("\"expires_in\":60", "\"expires_in\":NaN", "")]
    [TestCase("\"interval\":5", "\"interval\":\"\\u001b[2J\"", "interval")]
    [TestCase("\"interval\":5", "\"interval\":{\"a\":\"device-canary\"}", "interval")]
    [TestCase("\"device-canary\"", "[\"device-canary\"]", "device_code")]
    [TestCase("ABCD-EFGH\",\"ver", "A\\u202eB\",\"ver", "user_code")]
    [TestCase("ABCD-EFGH\",\"ver", "A\\u200bB\",\"ver", "user_code")]
    [TestCase("ABCD-EFGH\",\"ver", "   \",\"ver", "user_code")]
    [TestCase("ABCD-EFGH\",\"ver", "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG\",\"ver", "user_code")]
    [TestCase("ABCD-EFGH\",\"ver", "go to https://evil.example\",\"ver", "user_code")]
    [TestCase("\"interval\":5", "\"interval\":-1", "interval")]
    public async Task An_answer_that_cannot_be_shown_is_refused_with_the_field(
        string part, string instead, string field)
    {
        var text = Code.ReplaceLineEndings("");
        Assert.That(text, Does.Contain(part));
        var provider = CreateProvider(text.Replace(part, instead, StringComparison.Ordinal));
        var isShown = false;
        var outcome = await GrantAsync(provider, provider.CreateDance(), _ => isShown = true);
        var expected = field.Length > 0 ? OAuthErrorCode.GrantAnswerInvalid : OAuthErrorCode.AnswerUnreadable;
        Assert.That((outcome.Kind, outcome.Error!.Code), Is.EqualTo((OAuthOutcomeKind.ProviderFailed, expected)));
        Assert.That(outcome.Error.Message, Does.Contain(field));
        Assert.That((isShown, provider.BodiesAt("/token").Length), Is.EqualTo((false, 0)));
        Canary.AssertNoSecret(Canary.Texts(outcome), ["device-canary"]);
    }

    [TestCase(3, new double[] { 3 })]
    [TestCase(12, new double[] { 5, 10, 12 })]
    public async Task A_user_can_answer_until_the_code_expires(int lifetime, double[] seconds)
    {
        var provider = CreateProvider(Code.Replace("\"expires_in\":60", $"\"expires_in\":{lifetime}"));
        for (var poll = 1; poll < seconds.Length; poll++)
            provider.Refuse("/token", "authorization_pending");
        provider.Answer("/token", Token);
        Assert.That((await GrantAsync(provider, provider.CreateDance())).IsStored, Is.True);
        Assert.That(provider.SecondsAt("/token"), Is.EqualTo(seconds));
    }

    [Test]
    public async Task A_provider_that_was_busy_to_the_end_is_not_called_a_user_without_an_answer()
    {
        var provider = CreateProvider().Answer("/token", "", HttpStatusCode.ServiceUnavailable);
        var outcome = await GrantAsync(provider, provider.CreateDance());
        Assert.That(outcome.Error!.Code, Is.EqualTo(OAuthErrorCode.ExpiredToken));
        Assert.That(outcome.Error.Message, Does.Contain("could not be asked"));
    }

    [TestCase("https://issuer.example", null)]
    [TestCase("https://issuer.example/{tenant}", "https://issuer.example/{tenant}")]
    public async Task An_issuer_that_a_third_party_named_sends_no_user_to_another_site(string issuer, string? template)
    {
        var document = $$"""
            {"issuer":"{{issuer}}","token_endpoint":"https://issuer.example/token",
            "device_authorization_endpoint":"https://issuer.example/device"}
            """;
        var allow = new DiscoveryOptions
        {
            NamedBy = IssuerSource.ThirdParty,
            Allow = Insecure.UnguardedHttp,
            IssuerTemplate = template,
        };
        var provider = CreateProvider();
        var found = OAuth2Provider.FromMetadata(document, null, allow) with { ClientId = "app-7" };
        var outcome = await GrantAsync(provider, provider.CreateDance(_ => found));
        Assert.That(outcome.Error!.Code, Is.EqualTo(OAuthErrorCode.GrantAnswerInvalid));
        Assert.That(outcome.Error.Message, Does.Contain("another origin"));
    }

    [TestCase("https://xn--80ak6aa92e.com/d", "https://xn--80ak6aa92e.com/d")]
    [TestCase("https://аррӏе.com/dev", "https://xn--80ak6aa92e.com/dev")]
    [TestCase("https://scripted.example/%E2%80%AEx%20y", "https://scripted.example/%E2%80%AEx%20y")]
    public async Task An_address_looks_like_no_other(string address, string shown)
    {
        var provider = CreateProvider(Code.Replace("https://scripted.example/go\"", $"{address}\""));
        provider.Answer("/token", Token);
        string? page = null;
        await GrantAsync(provider, provider.CreateDance(), code => page = code.VerificationUri);
        Assert.That(page, Is.EqualTo(shown));
    }

    [Test]
    public async Task Googles_name_of_the_page_is_understood()
    {
        var provider = CreateProvider(Code.Replace("verification_uri\"", "verification_url\""));
        provider.Answer("/token", Token);
        string? page = null;
        await GrantAsync(provider, provider.CreateDance(), code => page = code.VerificationUri);
        Assert.That(page, Is.EqualTo("https://scripted.example/go"));
    }

    [Test]
    public async Task A_screen_that_fails_ends_the_login_and_asks_for_no_token()
    {
        var provider = CreateProvider();
        var outcome = await GrantAsync(
            provider, provider.CreateDance(), _ => throw new InvalidOperationException("no screen"));
        Assert.That(
            (outcome.Error!.Code, provider.BodiesAt("/token").Length), Is.EqualTo((OAuthErrorCode.GrantFailed, 0)));
    }

    [Test]
    public async Task A_provider_without_the_endpoint_is_told_what_to_set()
    {
        var dance = new ScriptedProvider().CreateDance(
            provider => provider with { DeviceAuthorizationEndpoint = null });
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await dance.GrantAsync(new DeviceGrant(_ => { }), "42"));
        Assert.That(fault!.Message, Does.Contain("DeviceAuthorizationEndpoint"));
    }

    [Test]
    public async Task The_code_prints_without_itself()
    {
        var provider = CreateProvider().Answer("/token", Token);
        var text = "";
        await GrantAsync(provider, provider.CreateDance(), code => text = code.ToString());
        Assert.That(text, Is.EqualTo("DeviceCode { https://scripted.example/go, expires 2026-01-01 00:01:00Z }"));
    }
}
