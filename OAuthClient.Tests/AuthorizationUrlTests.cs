using System.Globalization;

namespace OAuthClient.Tests;

/// <summary>The address of a login prints as it must be opened.</summary>
public class AuthorizationUrlTests
{
    [Test]
    public async Task An_address_with_two_scopes_prints_without_a_space()
    {
        var setup = new DanceSetup(provider: provider => provider with { Scopes = ["read", "write ü"] });
        Uri? announced = null;
        setup.Signals.BeforeLogin.Connect((_, login) =>
        {
            announced = login.AuthorizationUrl;
        });
        var url = (await setup.Dance.BeginAsync("42")).AuthorizationUrl!;
        var expected = url.AbsoluteUri;
        Assert.That(expected, Does.Contain("scope=read%20write%20%C3%BC"));
        string[] printed =
        [
            $"{url}",
            url.ToString(),
            "" + url,
            $"{announced}",
            string.Format(CultureInfo.InvariantCulture, "{0}", url),
            $"{url,10}",
            new System.Text.StringBuilder().Append(CultureInfo.InvariantCulture, $"{url}").ToString(),
        ];
        Assert.That(printed, Has.All.EqualTo(expected));
    }

    [Test]
    public async Task A_failed_login_explains_its_cause()
    {
        var setup = new DanceSetup(provider: provider => provider with { ClientSecret = "wrong" });
        var outcome = await setup.LoginAsync("42");
        Assert.That(outcome.Explanation, Does.Contain("provider_error (invalid_client").And.Contain("ClientSecret"));
    }

    [Test]
    public async Task Receivers_have_services_even_if_the_host_gave_none()
    {
        var setup = new DanceSetup();
        object? found = "not asked";
        setup.Signals.Authorized.Connect((_, login) =>
        {
            found = login.Services.GetService(typeof(IServiceProvider));
        });
        await setup.LoginAsync("42");
        Assert.That(found, Is.Null);
    }
}
