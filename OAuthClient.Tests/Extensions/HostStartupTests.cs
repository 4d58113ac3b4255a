using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OAuthClient.Extensions;
using OAuthClient.OAuth2;
using OAuthClient.Presets;
using OAuthClient.Storage;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Extensions;

/// <summary>A host starts only when its dances can be made, and says what is missing otherwise.</summary>
public class HostStartupTests
{
    private static readonly Dictionary<string, string?> Registration = new()
    {
        ["OAuth:github:ClientId"] = "id-of-configuration",
        ["OAuth:github:ClientSecret"] = "secret-of-configuration",
        ["OAuth:github:RedirectUri"] = "https://app.example/registered",
        ["OAuth:github:Scopes"] = "repo read:user",
        ["OAuth:github:EndpointTimeout"] = "00:00:30",
        ["OAuth:github:RefreshEarly"] = "00:05:00",
    };

    [Test]
    public void What_the_code_leaves_out_comes_from_the_configuration()
    {
        var dance = Build(services => services.AddOAuthDance(Providers.GitHub), Registration).GetOAuthDance("github");
        var provider = (OAuth2Provider)dance.Provider;
        Assert.That(provider.ClientId, Is.EqualTo("id-of-configuration"));
        Assert.That(provider.ClientSecret.Reveal(), Is.EqualTo("secret-of-configuration"));
        Assert.That(provider.Scopes, Is.EqualTo(new[] { "repo", "read:user" }));
        Assert.That(dance.RedirectUri, Is.EqualTo("https://app.example/registered"));
        Assert.That(dance.Options.EndpointTimeout, Is.EqualTo(TimeSpan.FromSeconds(30)));
        Assert.That(dance.Options.RefreshEarly, Is.EqualTo(TimeSpan.FromMinutes(5)));
    }

    [Test]
    public void What_the_code_says_goes_before_the_configuration()
    {
        var github = Providers.GitHub with { ClientId = "id-of-code", ClientSecret = "secret-of-code", Scopes = ["gist"] };
        void Configure(OAuthHostOptions options)
        {
            options.RedirectUri = "https://app.example/code";
            options.Dance = new() { EndpointTimeout = TimeSpan.FromSeconds(3) };
        }
        var dance = Build(services => services.AddOAuthDance(github, Configure), Registration).GetOAuthDance("github");
        var provider = (OAuth2Provider)dance.Provider;
        Assert.That(
            (provider.ClientId, provider.ClientSecret.Reveal(), provider.Scopes[0], dance.RedirectUri),
            Is.EqualTo(("id-of-code", "secret-of-code", "gist", "https://app.example/code")));
        Assert.That(dance.Options.EndpointTimeout, Is.EqualTo(TimeSpan.FromSeconds(3)));
    }

    [Test]
    public void Scopes_may_be_a_list_in_the_configuration()
    {
        var configuration = new Dictionary<string, string?>(Registration)
        {
            ["OAuth:github:Scopes"] = null,
            ["OAuth:github:Scopes:0"] = "repo",
            ["OAuth:github:Scopes:1"] = "gist",
        };
        var dance = Build(services => services.AddOAuthDance("github"), configuration).GetOAuthDance("github");
        Assert.That(((OAuth2Provider)dance.Provider).Scopes, Is.EqualTo(new[] { "repo", "gist" }));
    }

    [Test]
    public void Scopes_of_the_configuration_go_before_those_of_a_preset()
    {
        var configuration = new Dictionary<string, string?>
        {
            ["OAuth:google:ClientId"] = "id",
            ["OAuth:google:Scopes"] = "calendar",
        };
        var dance = Build(services => services.AddOAuthDance(Providers.Google), configuration).GetOAuthDance("google");
        Assert.That(((OAuth2Provider)dance.Provider).Scopes, Is.EqualTo(new[] { "calendar" }));
    }

    [TestCase("OAuth:github:ClientId", null, "OAuth:github:ClientId", "OAuth__github__ClientId")]
    [TestCase("OAuth:github:ClientId", " ", "OAuth:github:ClientId", "OAuth__github__ClientId")]
    [TestCase("OAuth:github:Secret", "x", "OAuth:github:Secret", "OAuth:github:ClientSecret")]
    [TestCase("OAuth:github:RedirectUri", "app.example", "app.example", "absolute")]
    [TestCase("OAuth:github:EndpointTimeout", "soon", "OAuth:github:EndpointTimeout", "00:00:30")]
    [TestCase("OAuth:github:RefreshEarly", "-00:01:00", "RefreshEarly", "zero")]
    [TestCase("OAuth:github:EndpointTimeout", "10", "OAuth:github:EndpointTimeout", "00:00:30")]
    [TestCase("OAuth:github:LoginLifetime", "1:00", "OAuth:github:LoginLifetime", "00:00:30")]
    [TestCase("OAuth:github:ClientSecret:Value", "x", "OAuth:github:ClientSecret:Value", "OAuth:github:ClientSecret")]
    [TestCase("OAuth:github:Scopes:0:Name", "x", "OAuth:github:Scopes:0", "OAuth:github:Scopes")]
    [TestCase("OAuth:Trancsript", "true", "OAuth:Trancsript", "OAuth:Transcript")]
    [TestCase("OAuth:ClientSecret", "x", "OAuth:ClientSecret", "OAuth:github:ClientId")]
    public void A_missing_or_mistyped_key_keeps_the_host_from_starting(
        string key, string? value, string subject, string remedy)
    {
        var configuration = new Dictionary<string, string?>(Registration) { [key] = value };
        using var host = BuildHost(services => services.AddOAuthDance(Providers.GitHub), configuration);
        Assert.That(
            async () => await host.StartAsync(),
            Throws.Exception.With.Message.Contains(subject).And.Message.Contains(remedy));
    }

    [Test]
    public void Scopes_in_the_configuration_of_an_OAuth_1_provider_are_refused()
    {
        var tumblr = new PretendProvider().OAuth1 with { Name = "github" };
        using var host = BuildHost(services => services.AddOAuthDance(tumblr), Registration);
        Assert.That(
            async () => await host.StartAsync(),
            Throws.InvalidOperationException.With.Message.Contains("OAuth:github:Scopes"));
    }

    [TestCase("github")]
    [TestCase("GitHub")]
    public void Two_dances_of_one_name_are_refused(string second) =>
        Assert.That(
            () => new ServiceCollection()
                .AddOAuthDance(Providers.GitHub)
                .AddOAuthDance(Providers.GitHub with { Name = second }),
            Throws.InvalidOperationException.With.Message.Contains("needs a name of its own")
                .And.Message.Contains("services.Configure<OAuthHostOptions>(\"github\""));

    [Test]
    public void A_preset_that_is_mistyped_is_refused() =>
        Assert.That(
            () => new ServiceCollection().AddOAuthDance("gihtub"),
            Throws.ArgumentException.With.Message.Contains("Did you mean github"));

    [Test]
    public void A_client_with_tokens_of_a_dance_that_is_not_there_keeps_the_host_from_starting()
    {
        using var host = BuildHost(
            services => services.AddOAuthDance(Providers.GitHub).AddHttpClient("api").AddOAuth("gihtub"), Registration);
        Assert.That(
            async () => await host.StartAsync(),
            Throws.InvalidOperationException.With.Message.Contains("'gihtub'").And.Message.Contains("'github'"));
    }

    [Test]
    public void A_client_with_tokens_in_a_host_without_any_dance_keeps_the_host_from_starting()
    {
        using var host = BuildHost(services => services.AddHttpClient("api").AddOAuth("github"), Registration);
        Assert.That(
            async () => await host.StartAsync(),
            Throws.InvalidOperationException.With.Message.Contains("services.AddOAuthDance"));
    }

    [Test]
    public void A_store_that_is_not_registered_keeps_the_host_from_starting()
    {
        using var host = BuildHost(
            services => services.AddOAuthDance(Providers.GitHub, options => options.UseTokenStore<FileTokenStore>()),
            Registration);
        Assert.That(
            async () => await host.StartAsync(),
            Throws.InvalidOperationException.With.Message.Contains("services.AddSingleton<FileTokenStore>()"));
    }

    [TestCase("Development")]
    [TestCase("Production")]
    public void A_store_that_lives_in_a_scope_keeps_the_host_from_starting(string environment)
    {
        using var host = BuildHost(
            services => services.AddOAuthDance(Providers.GitHub).AddScoped<ITokenStore, MemoryTokenStore>(),
            Registration,
            environment);
        Assert.That(
            async () => await host.StartAsync(),
            Throws.InvalidOperationException.With.Message.Contains("register the store as a singleton"));
    }

    [Test]
    public async Task A_host_with_a_complete_dance_starts()
    {
        using var host = BuildHost(services => services.AddOAuthDance(Providers.GitHub), Registration);
        await host.StartAsync();
        await host.StopAsync();
        Assert.That(host.Services.GetRequiredKeyedService<OAuthDance>("github").Provider.Title, Is.EqualTo("GitHub"));
    }

    private static IServiceProvider Build(
        Action<IServiceCollection> configure, Dictionary<string, string?> configuration) =>
        BuildHost(configure, configuration).Services;

    private static IHost BuildHost(
        Action<IServiceCollection> configure,
        Dictionary<string, string?> configuration,
        string environment = "Development")
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(configuration);
        var validates = environment == Environments.Development;
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new() { ValidateScopes = validates }));
        configure(builder.Services);
        return builder.Build();
    }
}
