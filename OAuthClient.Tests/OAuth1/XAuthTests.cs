using Flurl.Http;
using OAuthClient.OAuth1;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth1;

/// <summary>Logins by the user's name and password: xAuth, where the provider's value allows it.</summary>
public class XAuthTests
{
    private const string Email = "anna+x@example.com & é";

    [Test]
    public async Task A_password_becomes_a_token_on_the_road_of_any_login([Values] ParameterPlacement placement)
    {
        var setup = CreateSetup(provider => provider with { Placement = placement });
        var outcome = await setup.Dance.GrantAsync(new XAuthGrant(Email, PretendProvider.UserPassword), "42");
        Assert.That((outcome.Kind, outcome.User), Is.EqualTo((OAuthOutcomeKind.Stored, (OAuthUser)"42")));
        Assert.That(setup.SentSignals, Is.EqualTo(new[] { "authorized" }));
        Assert.That(
            (await setup.Dance.Session("42").Request("me").GetJsonAsync<Profile>()).Login, Is.EqualTo(Email));
        var sent = setup.Provider.AssertCalledOnce(PretendEndpoint.OAuth1Token);
        Assert.That(
            sent.Form.Where(pair => pair.Name.StartsWith("x_auth", StringComparison.Ordinal)),
            Is.EqualTo(new[]
            {
                ("x_auth_mode", "client_auth"),
                ("x_auth_username", Email),
                ("x_auth_password", PretendProvider.UserPassword),
            }));
        Assert.That($"{sent.Url} {sent.Authorization}", Does.Not.Contain("x_auth"));
        Assert.That(new OAuth1Request(sent)["oauth_token"], Is.Null);
    }

    [TestCase(false, OAuthOutcomeKind.NotStored)]
    [TestCase(null, OAuthOutcomeKind.Stored)]
    public async Task Receivers_decide_as_for_any_login(bool? answer, OAuthOutcomeKind kind)
    {
        var setup = CreateSetup();
        setup.Signals.Authorized.Connect((_, login) => answer);
        setup.Signals.Authorized.Connect((_, login) => OAuthAnswer.StoreFor("43"));
        var outcome = await setup.Dance.GrantAsync(
            new XAuthGrant("anna", PretendProvider.UserPassword), OAuthUser.Unknown);
        Assert.That((outcome.Kind, setup.Tokens.Count), Is.EqualTo((kind, answer is null ? 1 : 0)));
    }

    [TestCase("wrong password canary 0123")]
    [TestCase("")]
    public async Task A_wrong_password_is_an_outcome_that_does_not_show_the_password(string password)
    {
        var setup = CreateSetup();
        setup.Provider.TokenAnswer = request => request.Body.Contains("canary", StringComparison.Ordinal)
            ? new(System.Net.HttpStatusCode.Unauthorized) { Content = new StringContent($"oauth_problem=no&{request.Body}") }
            : null;
        var outcome = await setup.Dance.GrantAsync(new XAuthGrant("anna", password), "42");
        Assert.That((outcome.Kind, outcome.Error!.Status), Is.EqualTo((OAuthOutcomeKind.ProviderFailed, (int?)401)));
        Assert.That(setup.SentSignals, Has.Count.EqualTo(1));
        if (password.Length > 0)
            Canary.AssertNoSecret(Canary.Texts(outcome), [password]);
    }

    [Test]
    public async Task A_provider_with_xAuth_alone_needs_no_other_endpoint()
    {
        var setup = CreateSetup(provider => provider with
        {
            TemporaryCredentialEndpoint = null,
            AuthorizationEndpoint = null,
        });
        Assert.That(
            (await setup.Dance.GrantAsync(new XAuthGrant("anna", PretendProvider.UserPassword), "42")).IsStored,
            Is.True);
        Assert.That(async () => await setup.Dance.BeginAsync("42"), Throws.InvalidOperationException);
    }

    [Test]
    public async Task A_token_by_password_that_ends_is_renewed_without_the_password()
    {
        var setup = CreateSetup();
        setup.Provider.OAuth1TokenLifetime = TimeSpan.FromHours(1);
        await setup.Dance.GrantAsync(new XAuthGrant("anna", PretendProvider.UserPassword), "42");
        setup.Time.Advance(TimeSpan.FromHours(1));
        Assert.That(await setup.Dance.Session("42").Request("me").GetStringAsync(), Does.Contain("anna"));
    }

    [Test]
    public void A_password_is_sent_only_where_it_is_allowed_by_name([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var grant = new XAuthGrant("anna", PretendProvider.UserPassword);
        Assert.That(
            async () => await setup.Dance.GrantAsync(grant, "42"),
            Throws.InvalidOperationException.With.Message.Contains(
                protocol == Protocol.OAuth1 ? "Insecure.PasswordLogin" : "OAuth 1"));
        Assert.That(setup.Provider.Requests, Is.Empty);
    }

    [Test]
    public void The_grant_needs_a_user_name_and_prints_no_secret()
    {
        Assert.That(() => new XAuthGrant(" ", "password"), Throws.ArgumentException);
        Assert.That(new XAuthGrant("anna", "password").ToString(), Is.EqualTo("xAuth"));
    }

    [Test]
    public void A_value_that_allows_passwords_and_has_no_endpoint_for_them_is_refused() =>
        Assert.That(
            () => CreateSetup(provider => provider with
            {
                TemporaryCredentialEndpoint = null,
                AuthorizationEndpoint = null,
                TokenEndpoint = null,
            }),
            Throws.ArgumentException.With.Message.Contains("TokenEndpoint"));

    private static DanceSetup CreateSetup(Func<OAuth1Provider, OAuth1Provider>? change = null) =>
        new(Protocol.OAuth1, oauth1: provider =>
        {
            var allowed = provider with { Allow = Insecure.PasswordLogin };
            return change?.Invoke(allowed) ?? allowed;
        });

    private sealed record Profile(string Login);
}
