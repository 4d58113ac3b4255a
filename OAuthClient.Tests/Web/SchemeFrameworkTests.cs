using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using static OAuthClient.Tests.Web.SchemeHost;

namespace OAuthClient.Tests.Web;

/// <summary>The authentication scheme of a dance in each of the frameworks of ASP.NET Core.</summary>
public class SchemeFrameworkTests
{
    private sealed record Framework(string Path, Action<WebApplication> Map, Action<IServiceCollection>? Add = null);

    private static readonly Dictionary<string, Framework> Frameworks = new()
    {
        ["a minimal API"] = new("/secret", app => app.MapGet("/secret", () => "secret").RequireAuthorization()),
        ["MVC"] = new(
            "/open",
            app => app.MapControllers().RequireAuthorization(),
            services => services.AddControllers().AddApplicationPart(typeof(PlainController).Assembly)),
        ["Razor Pages"] = new(
            "/Secret",
            app => app.MapRazorPages().RequireAuthorization(),
            services => services.AddPage(SecretModel.Source)),
        ["Blazor"] = new(
            "/component",
            app => app.MapRazorComponents<SecretComponent>().RequireAuthorization(),
            services => services.AddRazorComponents()),
    };

    private static IEnumerable<string> FrameworkNames => Frameworks.Keys;

    [TestCaseSource(nameof(FrameworkNames))]
    public async Task A_closed_page_sends_a_stranger_to_the_provider_and_opens_after_the_login(string framework)
    {
        var (path, map, add) = Frameworks[framework];
        await using var host = await StartAsync(new()
        {
            ConfigureServices = add ?? (_ => { }),
            AddMiddleware = app => app.UseAntiforgery(),
            MapEndpoints = app => map(app),
        });
        var login = await host.LogInAsync(path);
        Assert.That(login.Headers.Location?.OriginalString, Is.EqualTo(path));
        Assert.That(await host.ReadAsync(path), Does.Contain("secret"));
    }

    [Test]
    public async Task A_refresh_inside_a_Blazor_circuit_is_seen_by_the_next_request()
    {
        await using var host = await StartAsync(new()
        {
            ConfigureServices = services =>
                services.AddCascadingAuthenticationState().AddRazorComponents().AddInteractiveServerComponents(),
            AddMiddleware = app => app.UseAntiforgery(),
            MapEndpoints = app =>
            {
                SchemeHostSetup.MapPages(app);
                app.MapRazorComponents<RefreshingApp>().AddInteractiveServerRenderMode().RequireAuthorization();
            },
        });
        await host.LogInAsync("/component");
        host.Provider.EndAccessTokens();
        var refreshed = new TaskCompletionSource();
        host.Dance.Signals.TokenRefreshed.Connect((OAuthDance _, TokenRefreshedArgs _) => refreshed.SetResult());
        var html = await host.ReadAsync("/component");
        using var circuit = await BlazorCircuit.StartAsync(
            new($"{host.Url}/component"), html, host.Cookies.Header.Value);
        await refreshed.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        Assert.That(await host.ReadAsync("/mine"), Does.Contain("anna"));
        Assert.That(host.Provider.RefreshCount, Is.EqualTo(1));
    }
}
