using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OAuthClient.AspNetCore;
using OAuthClient.OAuth2;
using OAuthClient.Testing;
using OAuthHostServices = OAuthClient.Extensions.OAuthHostServices;

namespace OAuthClient.Tests.Web;

/// <summary>An error in the registration or mapping of a dance is reported before the first login.</summary>
public class WebStartupTests
{
    // The content root is a folder without appsettings files, so that no other program's settings are read.
    private static readonly WebApplicationOptions NoSettings = new() { ContentRootPath = Path.GetTempPath() };
    private static readonly OAuth2Provider Provider = new PretendProvider().OAuth2;

    [TestCase(null, "OAuth:PublicUrl")]
    [TestCase("app.example", "it must be the address of the application")]
    [TestCase(" https://app.example", "it must be the address of the application")]
    [TestCase("https://app.example/?shop=1", "nothing behind its path")]
    [TestCase("https://app.example/#shop", "nothing behind its path")]
    [TestCase("http://app.example", "it must be https")]
    public void A_missing_or_invalid_PublicUrl_is_an_error(string? url, string message) =>
        Assert.That(
            () => BuildApplication(Provider, url).MapOAuthDance("pretend"),
            Throws.Exception.With.Message.Contains(message));

    [Test]
    public void A_dance_that_was_not_added_cannot_be_mapped() =>
        Assert.That(
            () => BuildApplication(Provider).MapOAuthDance("github"),
            Throws.InvalidOperationException.With.Message.Contains("AddOAuthDance"));

    private static IEnumerable<Action<IServiceCollection>> DancesWithoutLogins() =>
    [
        services => OAuthHostServices.AddOAuthDance(services, "pretend", "https://pretend.example"),
        services => OAuthHostServices.AddOAuthDance(services, Provider),
    ];

    [TestCaseSource(nameof(DancesWithoutLogins))]
    public void A_dance_that_was_added_without_logins_cannot_be_mapped(Action<IServiceCollection> add)
    {
        var builder = WebApplication.CreateSlimBuilder(NoSettings);
        builder.Configuration["OAuth:pretend:ClientId"] = "id";
        add(builder.Services);
        using var app = (IDisposable)builder.Build();
        Assert.That(
            () => ((WebApplication)app).MapOAuthDance("pretend"),
            Throws.InvalidOperationException.With.Message.Contains("'pretend' was added without logins"));
    }

    [TestCase("my provider")]
    [TestCase("a/b")]
    [TestCase("{x}")]
    [TestCase("a;b")]
    public void A_provider_name_that_cannot_be_a_path_segment_is_refused(string name) =>
        Assert.That(
            () => BuildApplication(Provider with { Name = name }),
            Throws.ArgumentException.With.Message.Contains("letters, digits"));

    [TestCase("", "", "from configuration", "secret of configuration")]
    [TestCase("in code", "", "in code", "secret of configuration")]
    [TestCase("in code", "secret in code", "in code", "secret in code")]
    public void Client_credentials_missing_in_code_are_taken_from_the_configuration(
        string id, string secret, string usedId, string usedSecret)
    {
        var builder = WebApplication.CreateSlimBuilder(NoSettings);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["OAuth:PublicUrl"] = WebHost.PublicUrl,
            ["OAuth:pretend:ClientId"] = "from configuration",
            ["OAuth:pretend:ClientSecret"] = "secret of configuration",
            ["OAuth:pretend:RedirectUri"] = "https://app.example/registered",
        });
        builder.Services.AddOAuthDance(Provider with { ClientId = id, ClientSecret = secret });
        var dance = builder.Build().Services.GetOAuthDance("pretend");
        Assert.That(
            (dance.Provider.ClientId, dance.Provider.ClientSecret.Reveal(), dance.RedirectUri),
            Is.EqualTo((usedId, usedSecret, "https://app.example/registered")));
    }

    [Test]
    public void A_missing_client_id_is_an_error_that_names_its_configuration_key() =>
        Assert.That(
            () => BuildApplication(Provider with { ClientId = "" }).MapOAuthDance("pretend"),
            Throws.InvalidOperationException.With.Message.Contains("OAuth:pretend:ClientId")
                .And.Message.Contains("OAuth__pretend__ClientId"));

    [Test]
    public void An_unknown_configuration_key_is_an_error_that_names_the_known_keys()
    {
        var builder = WebApplication.CreateSlimBuilder(NoSettings);
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["OAuth:PublicUrl"] = WebHost.PublicUrl,
                ["OAuth:pretend:Secret"] = "…",
            });
        builder.Services.AddOAuthDance(Provider);
        Assert.That(
            () => builder.Build().MapOAuthDance("pretend"),
            Throws.InvalidOperationException.With.Message.Contains("OAuth:pretend:Secret")
                .And.Message.Contains("OAuth:pretend:ClientSecret"));
    }

    [Test]
    public void A_session_injected_outside_a_request_is_an_error()
    {
        using var scope = BuildApplication(Provider).Services.CreateScope();
        Assert.That(
            () => scope.ServiceProvider.GetRequiredKeyedService<OAuthSession>("pretend"),
            Throws.InvalidOperationException.With.Message.Contains("There is no request"));
    }

    [Test]
    public void The_session_of_an_unknown_user_is_null_from_the_context_and_an_error_when_injected()
    {
        using var scope = BuildApplication(Provider).Services.CreateScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
        Assert.That(context.GetOAuthSession("pretend"), Is.Null);
        Assert.That(
            () => scope.ServiceProvider.GetRequiredKeyedService<OAuthSession>("pretend"),
            Throws.InvalidOperationException.With.Message.Contains("RequireOAuth(\"pretend\")"));
    }

    private static WebApplication BuildApplication(OAuth2Provider provider, string? publicUrl = WebHost.PublicUrl)
    {
        var builder = WebApplication.CreateSlimBuilder(NoSettings);
        builder.Services.AddOAuthDance(provider, options => options.PublicUrl = publicUrl);
        return builder.Build();
    }
}
