using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OAuthClient.AspNetCore;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Web;

/// <summary>What is wrong with how a dance was added or mapped is said before anybody logs in.</summary>
public class WebStartUpTests
{
    // No settings of any other program that lie here.
    private static readonly WebApplicationOptions NoSettings = new() { ContentRootPath = Path.GetTempPath() };
    private static readonly OAuth2Provider Known = new PretendProvider().OAuth2;

    [TestCase(null, "OAuth:PublicUrl")]
    [TestCase("app.example", "it must be the address of the application")]
    [TestCase(" https://app.example", "it must be the address of the application")]
    [TestCase("https://app.example/?shop=1", "nothing behind its path")]
    [TestCase("https://app.example/#shop", "nothing behind its path")]
    [TestCase("http://app.example", "it must be https")]
    public void The_public_address_is_stated_and_one_that_browsers_can_use(string? url, string message) =>
        Assert.That(() => Build(Known, url).MapOAuthDance("pretend"), Throws.Exception.With.Message.Contains(message));

    [Test]
    public void A_dance_that_was_not_added_cannot_be_mapped() =>
        Assert.That(() => Build(Known).MapOAuthDance("github"), Throws.InvalidOperationException.With.Message.Contains("AddOAuthDance"));

    [TestCase("my provider")]
    [TestCase("a/b")]
    [TestCase("{x}")]
    [TestCase("a;b")]
    public void A_name_that_cannot_stand_in_an_address_is_refused(string name) =>
        Assert.That(() => Build(Known with { Name = name }), Throws.ArgumentException.With.Message.Contains("letters, digits"));

    [TestCase("", "", "from configuration", "secret of configuration")]
    [TestCase("in code", "", "in code", "secret of configuration")]
    [TestCase("in code", "secret in code", "in code", "secret in code")]
    public void What_the_code_does_not_say_of_the_registration_is_taken_from_the_configuration(string id, string secret, string usedId, string usedSecret)
    {
        var builder = WebApplication.CreateSlimBuilder(NoSettings);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["OAuth:PublicUrl"] = WebHost.PublicUrl,
            ["OAuth:pretend:ClientId"] = "from configuration",
            ["OAuth:pretend:ClientSecret"] = "secret of configuration",
            ["OAuth:pretend:RedirectUri"] = "https://app.example/registered",
        });
        builder.Services.AddOAuthDance(Known with { ClientId = id, ClientSecret = secret });
        var dance = builder.Build().Services.GetOAuthDance("pretend");
        Assert.That((dance.Provider.ClientId, dance.Provider.ClientSecret.Reveal(), dance.RedirectUri), Is.EqualTo((usedId, usedSecret, "https://app.example/registered")));
    }

    [Test]
    public void What_the_configuration_says_and_nobody_reads_is_an_error_that_names_what_there_is()
    {
        var builder = WebApplication.CreateSlimBuilder(NoSettings);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["OAuth:PublicUrl"] = WebHost.PublicUrl, ["OAuth:pretend:Secret"] = "…" });
        builder.Services.AddOAuthDance(Known);
        Assert.That(() => builder.Build().MapOAuthDance("pretend"), Throws.InvalidOperationException.With.Message.Contains("OAuth:pretend:Secret").And.Message.Contains("OAuth:pretend:ClientSecret"));
    }

    [Test]
    public void A_session_is_of_a_request()
    {
        using var scope = Build(Known).Services.CreateScope();
        Assert.That(() => scope.ServiceProvider.GetRequiredKeyedService<OAuthSession>("pretend"), Throws.InvalidOperationException.With.Message.Contains("There is no request"));
    }

    [Test]
    public void The_session_of_nobody_is_null_where_one_asks_and_an_error_that_says_what_to_do_where_one_is_injected()
    {
        using var scope = Build(Known).Services.CreateScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
        Assert.That(context.GetOAuthSession("pretend"), Is.Null);
        Assert.That(() => scope.ServiceProvider.GetRequiredKeyedService<OAuthSession>("pretend"), Throws.InvalidOperationException.With.Message.Contains("RequireOAuth(\"pretend\")"));
    }

    private static WebApplication Build(OAuth2Provider provider, string? publicUrl = WebHost.PublicUrl)
    {
        var builder = WebApplication.CreateSlimBuilder(NoSettings);
        builder.Services.AddOAuthDance(provider, options => options.PublicUrl = publicUrl);
        return builder.Build();
    }
}
