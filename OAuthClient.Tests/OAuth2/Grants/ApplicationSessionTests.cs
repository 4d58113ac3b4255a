using System.Net;
using Flurl.Http;
using OAuthClient.OAuth2;
using OAuthClient.OAuth2.Grants;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth2.Grants;

/// <summary>The program's own token: requested once, kept beside those of users, renewed as theirs are.</summary>
public class ApplicationSessionTests
{
    private static DanceSetup CreateSetup(
        Func<OAuth2Provider, OAuth2Provider>? provider = null, int lifetime = 3600, string extra = "")
    {
        var setup = new DanceSetup(provider: provider);
        var count = 0;
        setup.Provider.TokenAnswer = request => request["grant_type"] == "client_credentials"
            ? Answers.Json($$"""{"access_token":"app-{{++count}}","expires_in":{{lifetime}}{{extra}}}""")
            : null;
        setup.Provider.ApiAnswer = request => request.Authorization?.StartsWith("Bearer app-", StringComparison.Ordinal) is true
            ? Answers.Json($$"""{"token":"{{request.Authorization}}"}""")
            : null;
        setup.Signals.TokenRefreshed.Connect((_, args) => setup.SentSignals.Enqueue($"refreshed {args.User}"));
        return setup;
    }

    private static Task<string> CallAsync(OAuthSession session) => session.Request("status").GetStringAsync();

    [Test]
    public async Task A_program_calls_the_API_with_a_token_of_its_own()
    {
        var setup = CreateSetup();
        Assert.That(await CallAsync(setup.Dance.ApplicationSession()), Does.Contain("Bearer app-1"));
        var sent = setup.Provider.AssertCalledOnce(PretendEndpoint.Token);
        Assert.That(sent.Form, Is.EqualTo(new[] { ("grant_type", "client_credentials") }));
        Assert.That(sent.Authorization, Does.StartWith("Basic "));
    }

    [Test]
    public async Task Only_token_refreshed_is_sent()
    {
        var setup = CreateSetup();
        await CallAsync(setup.Dance.ApplicationSession());
        Assert.That(setup.SentSignals, Is.EqualTo(new[] { "refreshed (application)" }));
    }

    [Test]
    public async Task A_thousand_callers_share_one_request()
    {
        var setup = CreateSetup();
        var session = setup.Dance.ApplicationSession();
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => CallAsync(session)));
        Assert.That(setup.TokenRequestCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_second_dance_with_the_store_uses_the_token_that_is_there()
    {
        var setup = CreateSetup();
        await CallAsync(setup.Dance.ApplicationSession());
        var second = new OAuthDance(setup.Provider.OAuth2, setup.Options);
        Assert.That(await CallAsync(second.ApplicationSession()), Does.Contain("app-1"));
        Assert.That(setup.TokenRequestCount, Is.EqualTo(1));
    }

    [TestCase(3500, "app-1")]
    [TestCase(3575, "app-2")]
    [TestCase(7200, "app-2")]
    public async Task The_token_is_renewed_shortly_before_its_expiry(int seconds, string expected)
    {
        var setup = CreateSetup();
        var session = setup.Dance.ApplicationSession();
        await CallAsync(session);
        setup.Time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.That(await CallAsync(session), Does.Contain(expected));
    }

    [Test]
    public async Task A_token_that_the_API_refuses_is_replaced_once()
    {
        var setup = CreateSetup();
        setup.Provider.ApiAnswer = request => request.Authorization == "Bearer app-2"
            ? Answers.Json("""{"fine":true}""")
            : Answers.Json("{}", HttpStatusCode.Unauthorized);
        var session = setup.Dance.ApplicationSession();
        await session.GetTokenAsync();
        setup.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await CallAsync(session), Does.Contain("fine"));
        Assert.That(setup.TokenRequestCount, Is.EqualTo(2));
    }

    [Test]
    public async Task Each_set_of_scopes_has_a_token_of_its_own()
    {
        var setup = CreateSetup(provider => provider with { Scopes = ["read"] });
        var tokens = new[]
        {
            await CallAsync(setup.Dance.ApplicationSession()),
            await CallAsync(setup.Dance.ApplicationSession(["read", "write"])),
            await CallAsync(setup.Dance.ApplicationSession(["write", "read"])),
            await CallAsync(setup.Dance.ApplicationSession(["read"])),
        };
        Assert.That(
            tokens.Select(token => token.Split('-')[1].Split('"')[0]), Is.EqualTo(new[] { "1", "2", "2", "1" }));
        Assert.That(
            setup.Provider.Requests.Where(request => request.Endpoint == PretendEndpoint.Token)
                .Select(request => request["scope"]),
            Is.EqualTo(new[] { "read", "read write" }));
    }

    [Test]
    public async Task Tokens_for_other_resources_and_parameters_are_other_tokens()
    {
        var setup = CreateSetup();
        var plain = setup.Provider.OAuth2;
        OAuth2Provider[] providers =
        [
            plain,
            plain with { Resources = ["https://a.example/"] },
            plain with { TokenParameters = new Dictionary<string, string> { ["audience"] = "b" } },
        ];
        foreach (var provider in providers)
            await CallAsync(new OAuthDance(provider, setup.Options).ApplicationSession());
        Assert.That((setup.Tokens.Count, setup.TokenRequestCount), Is.EqualTo((3, 3)));
    }

    [Test]
    public void Different_tokens_of_the_program_have_different_keys()
    {
        var setup = CreateSetup();
        var plain = setup.Provider.OAuth2;
        OAuthSession Of(OAuth2Provider provider, params string[] scopes) =>
            new OAuthDance(provider, setup.Options).ApplicationSession(scopes);
        OAuthSession By(string name, string account, params string[] scopes) =>
            setup.Dance.ApplicationSession(new NamedGrant(name) { Scopes = scopes }, account);
        var audience = new Dictionary<string, string> { ["audience"] = "x" };
        OAuthSession[] sessions =
        [
            Of(plain), Of(plain, "default"), Of(plain, "a b"), Of(plain, "a", "b"), Of(plain, "ab"),
            Of(plain, "resource=https://x"), Of(plain with { Resources = ["https://x"] }),
            Of(plain, "audience=x"), Of(plain with { TokenParameters = audience }), Of(plain, "audience", "x"),
            Of(plain, "g", "robot"), By("g", "robot"), By("g", "b c"), By("g b", "c"), By("g", "robot", "read"),
            By("g", "robot", "admin"),
        ];
        Assert.That(sessions.Select(session => session.Key).Distinct().Count(), Is.EqualTo(sessions.Length));
    }

    private sealed class NamedGrant(string name) : OAuth2Grant
    {
        public override string GrantType => name;

        public override bool CanRepeat => true;

        public override ValueTask<OAuthToken> RequestAsync(GrantContext context, CancellationToken cancellationToken) =>
            context.SendAsync(context.CreateRequest(), cancellationToken);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase(" ")]
    public void A_blank_scope_is_refused(string? scope) =>
        Assert.Throws<ArgumentException>(() => CreateSetup().Dance.ApplicationSession(["read", scope!]));

    [TestCase(" ")]
    [TestCase("\t")]
    [TestCase("")]
    public void No_user_has_the_key_of_the_program(string id)
    {
        var setup = CreateSetup();
        Assert.Throws<ArgumentException>(() => setup.Dance.Session(new(id)));
        Assert.Throws<ArgumentException>(() => setup.Dance.Session(OAuthUser.Application));
        Assert.Throws<ArgumentException>(() => OAuthAnswer.StoreFor(OAuthUser.Application));
    }

    [Test]
    public async Task The_program_does_not_log_in_as_a_user()
    {
        var setup = CreateSetup();
        var begin = async () => await setup.Dance.BeginAsync(OAuthUser.Application);
        var grant = async () => await setup.Dance.GrantAsync(new JwtBearerGrant("e30.e30.c"), OAuthUser.Application);
        Assert.That((await Assert.ThrowsAsync<ArgumentException>(begin))!.Message, Does.Contain("ApplicationSession"));
        Assert.That((await Assert.ThrowsAsync<ArgumentException>(grant))!.Message, Does.Contain("ApplicationSession"));
        Assert.That(setup.TokenRequestCount, Is.Zero);
    }

    [TestCase(0)]
    [TestCase(-1)]
    public async Task A_token_that_has_ended_as_it_comes_is_not_requested_at_each_call(int lifetime)
    {
        var setup = CreateSetup(lifetime: lifetime);
        var session = setup.Dance.ApplicationSession();
        for (var call = 0; call < 20; call++)
        {
            var failure = await Assert.ThrowsAsync<OAuthException>(async () => await session.GetTokenAsync());
            Assert.That(failure!.Error.Code, Is.EqualTo(OAuthErrorCode.GrantAnswerInvalid));
        }
        Assert.That((setup.TokenRequestCount, setup.Tokens.Count), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task A_refusal_reaches_the_caller_with_the_words_of_the_provider_and_is_told_once()
    {
        var setup = new DanceSetup();
        setup.Provider.TokenAnswer = _ =>
            Answers.Json("""{"error":"unauthorized_client","error_description":"not you"}""", HttpStatusCode.BadRequest);
        var session = setup.Dance.ApplicationSession();
        var first = (await Assert.ThrowsAsync<OAuthException>(async () => await session.GetTokenAsync()))!;
        await Assert.ThrowsAsync<OAuthException>(async () => await session.GetTokenAsync());
        Assert.That(first, Is.Not.InstanceOf<AuthorizationRequiredException>());
        Assert.That(
            (first.Error.Code, first.Error.ProviderError, first.Error.ProviderDescription),
            Is.EqualTo((OAuthErrorCode.ProviderError, "unauthorized_client", "not you")));
        Assert.That(first.Error.Hint, Does.Contain("client_credentials"));
        Assert.That(setup.SentSignals, Is.EqualTo(new[] { "error provider_error" }));
        Assert.That(setup.TokenRequestCount, Is.EqualTo(1), "the failure rests for a moment");
    }

    [Test]
    public async Task After_a_failure_the_token_is_requested_again()
    {
        var setup = CreateSetup();
        var answer = setup.Provider.TokenAnswer;
        setup.Provider.TokenAnswer = _ => new(HttpStatusCode.ServiceUnavailable);
        var session = setup.Dance.ApplicationSession();
        await Assert.ThrowsAsync<OAuthException>(async () => await session.GetTokenAsync());
        setup.Provider.TokenAnswer = answer;
        setup.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.That(await CallAsync(session), Does.Contain("app-1"));
    }

    [Test]
    public async Task A_refresh_token_is_not_kept()
    {
        var setup = CreateSetup(extra: ""","refresh_token":"r-canary" """);
        var token = await setup.Dance.ApplicationSession().GetTokenAsync();
        Assert.That(token!.RefreshToken.IsEmpty, Is.True);
    }

    [Test]
    public async Task A_sign_out_deletes_and_revokes_the_token()
    {
        var setup = CreateSetup();
        var session = setup.Dance.ApplicationSession();
        await CallAsync(session);
        Assert.That(await session.SignOutAsync(), Is.Null);
        Assert.That(
            (setup.Tokens.Count, setup.Provider.AssertCalledOnce(PretendEndpoint.Revocation)["token"]),
            Is.EqualTo((0, "app-1")));
    }

    [Test]
    public void A_client_without_a_secret_is_told_what_to_set()
    {
        var setup = CreateSetup(provider => provider with { ClientSecret = default });
        var fault = Assert.Throws<InvalidOperationException>(() => setup.Dance.ApplicationSession())!;
        Assert.That(fault.Message, Does.Contain("Set ClientSecret"));
    }

    [Test]
    public void A_grant_that_the_provider_does_not_list_is_refused_with_what_to_write()
    {
        var setup = CreateSetup(provider => provider with { GrantTypes = ["authorization_code", "refresh_token"] });
        var fault = Assert.Throws<InvalidOperationException>(() => setup.Dance.ApplicationSession())!;
        Assert.That(
            fault.Message,
            Does.Contain("'client_credentials'").And.Contain("authorization_code, refresh_token")
                .And.Contain("provider with { GrantTypes = [] }"));
    }

    [Test]
    public async Task A_dance_that_only_grants_needs_no_redirect_URI_and_no_authorization_endpoint()
    {
        var setup = CreateSetup();
        var provider = setup.Provider.OAuth2 with { AuthorizationEndpoint = null };
        var dance = new OAuthDance(provider, setup.Options);
        Assert.That(await CallAsync(dance.ApplicationSession()), Does.Contain("app-1"));
        var begin = async () => await dance.BeginAsync("42");
        var fault = (await Assert.ThrowsAsync<InvalidOperationException>(begin))!;
        Assert.That(fault.Message, Does.Contain("no logins").And.Contain("ApplicationSession"));
    }

    [Test]
    public void A_grant_that_cannot_be_repeated_keeps_no_program_logged_in()
    {
        var setup = CreateSetup();
        var grant = new JwtBearerGrant("e30.e30.c");
        Assert.Throws<ArgumentException>(() => setup.Dance.ApplicationSession(grant, "robot"));
    }

    [Test]
    public async Task An_assertion_for_each_token_keeps_a_service_account_logged_in()
    {
        var setup = new DanceSetup();
        setup.Provider.TokenAnswer = request =>
            Answers.Json($$"""{"access_token":"for-{{request["assertion"]}}","expires_in":60}""");
        var made = 0;
        var grant = new JwtBearerGrant(_ => new($"e30.e30.{++made}"));
        var session = setup.Dance.ApplicationSession(grant, "robot");
        Assert.That((await session.GetTokenAsync())!.AccessToken.Reveal(), Is.EqualTo("for-e30.e30.1"));
        setup.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.That((await session.GetTokenAsync())!.AccessToken.Reveal(), Is.EqualTo("for-e30.e30.2"));
    }

    [Test]
    public void OAuth_1_has_no_scopes()
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        Assert.That(setup.Dance.ApplicationSession().Key, Is.Null);
        Assert.Throws<ArgumentException>(() => setup.Dance.ApplicationSession(["read"]));
    }
}
