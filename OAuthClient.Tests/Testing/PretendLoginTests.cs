using Flurl.Http;
using Moq;
using OAuthClient.Testing;
using OAuthClient.Tests.Extensions;
using Signals;

namespace OAuthClient.Tests.Testing;

public class PretendLoginTests
{
    [Test]
    public async Task A_receiver_that_is_called_alone_calls_the_API_as_the_user_who_logged_in(
        [Values] bool listens, [Values] bool isOAuth1)
    {
        await using var provider = listens ? PretendProvider.Listen() : new PretendProvider();
        var value = isOAuth1 ? (OAuthProvider)provider.OAuth1 : provider.OAuth2;
        var memory = listens ? null : provider.Handler;
        var dance = new OAuthDance(
            value, DanceSetup.RedirectUri, new() { Http = memory, Signals = new SignalRegistry() });
        var login = await PretendLogin.AuthorizeAsync(dance, "user-42", "bea");
        var profile = await login.Session.Request("me").GetJsonAsync<Profile>();
        Assert.That(profile.Login, Is.EqualTo("bea"));
        Assert.That(login.User, Is.EqualTo((OAuthUser)"user-42"));
    }

    [Test]
    public async Task The_args_have_the_data_and_the_services_of_the_login_and_no_token_is_stored()
    {
        await using var provider = new PretendProvider();
        var dance = CreateDance(provider);
        var services = Mock.Of<IServiceProvider>();
        var options = new OAuthBeginOptions
        {
            Services = services,
            ReturnUrl = "/home",
            Data = new Dictionary<string, Secret> { ["invitation"] = "7" },
        };
        var login = await PretendLogin.AuthorizeAsync(dance, "user-42", options: options);
        Assert.That(login.Services, Is.SameAs(services));
        Assert.That(login.Data["invitation"].Reveal(), Is.EqualTo("7"));
        Assert.That(login.ReturnUrl, Is.EqualTo("/home"));
        Assert.That(await dance.Session("user-42").IsAuthorizedAsync(), Is.False);
    }

    [Test]
    public async Task A_dance_that_wants_anti_forgery_tokens_logs_in_too()
    {
        await using var provider = new PretendProvider();
        var strict = CreateDance(provider).Options with { RequireAntiForgery = true };
        var login = await PretendLogin.AuthorizeAsync(new(provider.OAuth2, DanceSetup.RedirectUri, strict), "user-42");
        Assert.That(login.Token.AccessToken.IsEmpty, Is.False);
    }

    [Test]
    public async Task A_login_that_fails_says_why()
    {
        await using var provider = new PretendProvider { Misbehave = Misbehavior.ErrorWith400 };
        var dance = CreateDance(provider);
        Assert.That(
            async () => await PretendLogin.AuthorizeAsync(dance, "user-42"),
            Throws.InvalidOperationException.With.Message.Contains("provider_error"));
    }

    private static OAuthDance CreateDance(PretendProvider provider) => new(
        provider.OAuth2, DanceSetup.RedirectUri, new() { Http = provider.Handler, Signals = new SignalRegistry() });
}
