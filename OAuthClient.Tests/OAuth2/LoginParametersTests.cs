using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth2;

/// <summary>
/// Scopes and parameters that a host adds to one login, and additional parameters that a provider adds to the callback.
/// </summary>
public class LoginParametersTests
{
    [Test]
    public async Task A_login_may_request_its_own_scopes_without_affecting_the_next_login()
    {
        var setup = new DanceSetup(provider: provider => provider with { Scopes = ["read"] });
        var special = await setup.GetCallbackAsync("1", begin: new() { Scopes = ["write", "admin"] });
        var usual = await setup.GetCallbackAsync("2");
        foreach (var callback in new[] { special, usual })
            Assert.That((await setup.FinishAsync(callback, setup.Browser.Cookie)).IsStored, Is.True);
        Assert.That(
            setup.Provider.Requests
                .Where(request => request.Endpoint == PretendEndpoint.Authorization)
                .Select(request => request["scope"]),
            Is.EqualTo(new[] { "write admin", "read" }));
        Assert.That(
            (await setup.Dance.Session("1").GetTokenAsync())!.RequestedScopes,
            Is.EqualTo(new[] { "write", "admin" }));
        Assert.That((await setup.Dance.Session("2").GetTokenAsync())!.RequestedScopes, Is.EqualTo(new[] { "read" }));
    }

    [Test]
    public async Task A_login_may_add_its_own_parameters([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var parameters = new Dictionary<string, string> { ["login_hint"] = "anna & co=1", ["screen_name"] = "é" };
        var login = await setup.Dance.BeginAsync("42", new() { Parameters = parameters });
        Assert.That(
            login.AuthorizationUrl!.AbsoluteUri,
            Does.EndWith("&login_hint=anna%20%26%20co%3D1&screen_name=%C3%A9"));
        var callback = await setup.Browser.AllowAsync(login.AuthorizationUrl);
        Assert.That((await setup.FinishAsync(callback, login.BrowserKey)).IsStored, Is.True);
    }

    [TestCase(Protocol.OAuth2, "appid", Description = "the provider's name of client_id")]
    [TestCase(Protocol.OAuth2, "client_id")]
    [TestCase(Protocol.OAuth2, "response_mode")]
    [TestCase(Protocol.OAuth2, "scope")]
    [TestCase(Protocol.OAuth1, "oauth_token")]
    [TestCase(Protocol.OAuth1, "oauth_callback")]
    public async Task Parameters_of_a_login_cannot_replace_reserved_parameters(Protocol protocol, string name)
    {
        var setup = new DanceSetup(
            protocol,
            provider: provider => provider with
            {
                Quirks = new() { ParameterNames = new Dictionary<string, string> { ["client_id"] = "appid" } },
            });
        var parameters = new Dictionary<string, string> { [name] = "x" };
        await Assert.ThatAsync(
            () => setup.Dance.BeginAsync("42", new() { Parameters = parameters }).AsTask(),
            Throws.ArgumentException.With.Message.Contains($"'{name}'"));
        Assert.That((setup.SentSignals, setup.Provider.Requests.Count), Is.EqualTo((Array.Empty<string>(), 0)));
    }

    [Test]
    public void Parameters_of_the_provider_cannot_replace_renamed_reserved_parameters() => Assert.That(
        () => new DanceSetup(provider: provider => provider with
        {
            Quirks = new() { ParameterNames = new Dictionary<string, string> { ["client_id"] = "appid" } },
            AuthorizationParameters = new Dictionary<string, string> { ["appid"] = "x" },
        }),
        Throws.ArgumentException.With.Message.Contains("'appid'"));

    [Test]
    public async Task A_receiver_reads_additional_parameters_of_the_callback([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        string[] names = ["realmId", "user", "absent", "empty"];
        var values = new List<string?>();
        setup.Signals.Authorized.Connect((_, login) => values.AddRange(names.Select(name => login.Callback[name])));
        const string additional = "&realmId=4620816365&user=%7B%22name%22%3A%22anna%22%7D&empty=";
        var callback = OAuthCallback.FromUrl(await setup.GetCallbackUrlAsync("42") + additional);
        await setup.FinishAsync(callback, setup.Browser.Cookie);
        Assert.That(values, Is.EqualTo(new[] { "4620816365", "{\"name\":\"anna\"}", null, null }));
    }
}
