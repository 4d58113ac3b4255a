using OAuthClient.Internal;
using OAuthClient.OAuth2.Grants;

namespace OAuthClient.Tests.OAuth2.Grants;

/// <summary>The token exchange (RFC 8693): another token from the one at hand, under a key of its own.</summary>
public class TokenExchangeTests
{
    private const string Issued = "\"issued_token_type\":\"urn:ietf:params:oauth:token-type:access_token\"";
    private static readonly TokenExchange Billing = new() { Audiences = ["billing"] };

    private static ScriptedProvider CreateProvider(params string[] tokens)
    {
        var provider = new ScriptedProvider();
        foreach (var token in tokens)
            provider.Answer("/token", $$"""{"access_token":"{{token}}","expires_in":3600,{{Issued}}}""");
        return provider;
    }

    private static async Task<OAuthSession> LogInAsync(OAuthDance dance, string token = "subject-1")
    {
        var session = dance.Session("42");
        await session.StoreAsync(new() { AccessToken = token });
        return session;
    }

    private static async Task<string?> ReadAsync(OAuthSession session) =>
        (await session.GetTokenAsync())?.AccessToken.Reveal();

    [Test]
    public async Task Another_token_comes_for_the_one_at_hand_and_has_a_key_of_its_own()
    {
        var provider = CreateProvider("exchanged-1");
        var session = await LogInAsync(provider.CreateDance());
        var exchanged = await session.ExchangeAsync(Billing);
        Assert.That(
            (await ReadAsync(exchanged), await ReadAsync(session)), Is.EqualTo(("exchanged-1", "subject-1")));
        Assert.That(exchanged.Key!.Value.User, Is.EqualTo(session.Key!.Value.User));
        Assert.That(exchanged.Key, Is.Not.EqualTo(session.Key));
        Assert.That(
            provider.BodiesAt("/token").Single(),
            Is.EqualTo(
                "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&subject_token=subject-1"
                + "&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token&audience=billing"));
    }

    [Test]
    public async Task A_thousand_callers_share_one_exchange()
    {
        var provider = CreateProvider("exchanged-1");
        var session = await LogInAsync(provider.CreateDance());
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(async _ => await session.ExchangeAsync(Billing)));
        Assert.That(provider.BodiesAt("/token"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Exchanges_for_other_targets_are_other_tokens()
    {
        var provider = CreateProvider("exchanged-1", "exchanged-2", "exchanged-3");
        var session = await LogInAsync(provider.CreateDance());
        var tokens = new[]
        {
            await ReadAsync(await session.ExchangeAsync(Billing)),
            await ReadAsync(await session.ExchangeAsync(Billing with { Scopes = ["read"] })),
            await ReadAsync(await session.ExchangeAsync(new() { Resources = ["https://billing.example/"] })),
            await ReadAsync(await session.ExchangeAsync(Billing)),
        };
        Assert.That(tokens, Is.EqualTo(new[] { "exchanged-1", "exchanged-2", "exchanged-3", "exchanged-1" }));
    }

    [Test]
    public async Task The_exchanged_token_is_renewed_by_another_exchange()
    {
        var provider = CreateProvider("exchanged-1", "exchanged-2");
        var exchanged = await (await LogInAsync(provider.CreateDance())).ExchangeAsync(Billing);
        provider.Time.Advance(TimeSpan.FromHours(1));
        Assert.That(await ReadAsync(exchanged), Is.EqualTo("exchanged-2"));
    }

    [Test]
    public async Task After_a_sign_out_the_exchanged_token_is_used_no_longer()
    {
        var provider = CreateProvider("exchanged-1", "exchanged-2");
        var session = await LogInAsync(provider.CreateDance());
        var exchanged = await session.ExchangeAsync(Billing);
        await session.SignOutAsync();
        await Assert.ThrowsAsync<AuthorizationRequiredException>(async () => await exchanged.GetTokenAsync());
        Assert.That(provider.BodiesAt("/token"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task After_another_login_the_token_of_the_former_login_is_not_used()
    {
        var provider = CreateProvider("exchanged-1", "exchanged-2");
        var session = await LogInAsync(provider.CreateDance());
        var exchanged = await session.ExchangeAsync(Billing);
        await session.SignOutAsync();
        await session.StoreAsync(new() { AccessToken = "subject-2" });
        Assert.That(await ReadAsync(exchanged), Is.EqualTo("exchanged-2"));
        Assert.That(provider.BodiesAt("/token")[1], Does.Contain("subject_token=subject-2"));
        Assert.That(await ReadAsync(exchanged), Is.EqualTo("exchanged-2"));
    }

    [Test]
    public async Task A_login_that_comes_during_an_exchange_is_exchanged_anew()
    {
        var provider = new ScriptedProvider();
        var dance = provider.CreateDance();
        var session = await LogInAsync(dance);
        // The answer to the request with the former token comes after the new login.
        provider.Answer("/token", () =>
        {
            var login = session.StoreAsync(new() { AccessToken = "subject-2" });
            Assert.That(login.IsCompletedSuccessfully, Is.True);
            return Answers.Json($$"""{"access_token":"of-subject-1","expires_in":3600,{{Issued}}}""");
        });
        provider.Answer("/token", $$"""{"access_token":"of-subject-2","expires_in":3600,{{Issued}}}""");
        var exchanged = await session.ExchangeAsync(Billing);
        Assert.That(await ReadAsync(exchanged), Is.EqualTo("of-subject-2"));
        Assert.That(provider.BodiesAt("/token")[1], Does.Contain("subject_token=subject-2"));
    }

    [Test]
    public async Task A_chain_of_exchanges_ends_with_the_login_too()
    {
        var provider = CreateProvider("first-1", "second-1", "first-2", "second-2");
        var session = await LogInAsync(provider.CreateDance());
        var first = await session.ExchangeAsync(Billing);
        var second = await first.ExchangeAsync(new() { Audiences = ["archive"] });
        Assert.That(await ReadAsync(second), Is.EqualTo("second-1"));
        await session.SignOutAsync();
        await Assert.ThrowsAsync<AuthorizationRequiredException>(async () => await second.GetTokenAsync());
        await session.StoreAsync(new() { AccessToken = "subject-2" });
        Assert.That(await ReadAsync(second), Is.EqualTo("second-2"));
        Assert.That(provider.BodiesAt("/token")[3], Does.Contain("subject_token=first-2"));
    }

    [Test]
    public async Task An_exchange_that_is_refused_after_a_new_login_is_not_asked_for_at_each_call()
    {
        var provider = CreateProvider("exchanged-1").Refuse("/token", "invalid_target");
        var session = await LogInAsync(provider.CreateDance());
        var exchanged = await session.ExchangeAsync(Billing);
        await session.StoreAsync(new() { AccessToken = "subject-2" });
        for (var call = 0; call < 20; call++)
            await Assert.ThrowsAsync<OAuthException>(async () => await exchanged.GetTokenAsync());
        Assert.That(provider.BodiesAt("/token"), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task An_exchange_beside_a_refresh_does_not_make_it_send_its_refresh_token_twice()
    {
        var setup = new DanceSetup();
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromMinutes(59.9));
        var session = setup.Dance.Session("42");
        Task<OAuthToken>? marking = null;
        setup.Provider.TokenAnswer = request =>
        {
            // An exchange begins while the refresh is under way.
            if (request["grant_type"] == "refresh_token")
                marking ??= ExchangedToken.MarkAsync(setup.Dance, session.Key!.Value).AsTask();
            return null;
        };
        var fresh = await session.RefreshAsync();
        Assert.That((await marking!).AccessToken, Is.EqualTo(fresh.AccessToken));
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1));
    }

    [Test]
    public async Task OAuth_1_has_no_exchange()
    {
        var session = new DanceSetup(Protocol.OAuth1).Dance.ApplicationSession();
        var exchange = async () => await session.ExchangeAsync(Billing);
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(exchange);
        Assert.That(fault!.Message, Does.Contain("speaks OAuth 1"));
    }

    [Test]
    public async Task A_session_is_authorized_no_longer_than_the_login_that_it_came_from()
    {
        var provider = CreateProvider("exchanged-1");
        var session = await LogInAsync(provider.CreateDance());
        var exchanged = await session.ExchangeAsync(Billing);
        var before = await exchanged.IsAuthorizedAsync();
        await session.SignOutAsync();
        Assert.That((before, await exchanged.IsAuthorizedAsync()), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task Different_exchanges_have_different_keys()
    {
        var provider = CreateProvider("x");
        var session = await LogInAsync(provider.CreateDance());
        var other = await LogInAsync(provider.CreateDance(value => value with { Resources = ["https://r.example"] }));
        OAuthSession[] sessions =
        [
            await session.ExchangeAsync(new()),
            await other.ExchangeAsync(new()),
            await session.ExchangeAsync(new() { Audiences = ["a", "b"] }),
            await session.ExchangeAsync(new() { Audiences = ["a\nb"] }),
            await session.ExchangeAsync(new() { Scopes = ["a", "b"] }),
            await session.ExchangeAsync(new() { ActorToken = "actor" }),
            await session.ExchangeAsync(new() { ActorToken = "actor", ActorTokenType = TokenTypeIdentifier.Jwt }),
        ];
        Assert.That(sessions.Select(one => one.Key).Distinct().Count(), Is.EqualTo(sessions.Length));
    }

    [Test]
    public async Task A_session_without_a_token_has_nothing_to_exchange()
    {
        var provider = CreateProvider("exchanged-1");
        var dance = provider.CreateDance();
        await Assert.ThrowsAsync<AuthorizationRequiredException>(
            async () => await dance.Session("42").ExchangeAsync(Billing));
        Assert.That(provider.BodiesAt("/token"), Is.Empty);
    }

    [Test]
    public async Task The_programs_own_token_can_be_exchanged()
    {
        var provider = CreateProvider("application-1", "exchanged-1");
        var exchanged = await provider.CreateDance().ApplicationSession().ExchangeAsync(Billing);
        Assert.That(await ReadAsync(exchanged), Is.EqualTo("exchanged-1"));
        Assert.That(provider.BodiesAt("/token")[1], Does.Contain("subject_token=application-1"));
    }

    [TestCase("", "")]
    [TestCase("\"issued_token_type\":\"urn:ietf:params:oauth:token-type:id_token\"", TokenTypeIdentifier.Jwt)]
    public async Task An_answer_of_another_type_is_refused_and_not_stored(string issued, string requested)
    {
        var comma = issued.Length > 0 ? "," : "";
        var provider = new ScriptedProvider().Answer("/token", $$"""{"access_token":"x-canary"{{comma}}{{issued}}}""");
        var session = await LogInAsync(provider.CreateDance());
        var exchange = Billing with { RequestedTokenType = requested.Length > 0 ? requested : null };
        var failure = await Assert.ThrowsAsync<OAuthException>(async () => await session.ExchangeAsync(exchange));
        Assert.That(failure!.Error.Code, Is.EqualTo(OAuthErrorCode.GrantAnswerInvalid));
        Assert.That(failure.ToString(), Does.Not.Contain("canary"));
    }

    [Test]
    public async Task A_token_from_elsewhere_can_be_exchanged_for_a_login()
    {
        var provider = CreateProvider("exchanged-1");
        var exchange = Billing with { ActorToken = "actor" };
        var grant = new TokenExchangeGrant("a.b.c", exchange, TokenTypeIdentifier.Jwt);
        var outcome = await provider.CreateDance().GrantAsync(grant, "42");
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(
            provider.BodiesAt("/token").Single(),
            Does.Contain("subject_token=a.b.c").And.Contain("token-type%3Ajwt").And.Contain("actor_token=actor"));
    }
}
