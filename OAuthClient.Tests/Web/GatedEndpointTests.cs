using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using OAuthClient.AspNetCore;

namespace OAuthClient.Tests.Web;

/// <summary>
/// Every kind of endpoint that <c>RequireOAuth</c> is put on is closed, or the application does not start.
/// </summary>
public class GatedEndpointTests
{
    private static readonly (string, string?) UserHeader = ("X-User", "42");

    private sealed record Kind(
        string Path, Action<IEndpointRouteBuilder> Map, Action<IServiceCollection>? Add = null, string Method = "GET")
    {
        public Action<IEndpointRouteBuilder> MapDance { get; init; } = app => app.MapOAuthDance("pretend");
    }

    private static readonly Dictionary<string, Kind> Closed = new()
    {
        ["a lambda"] = new("/secret", app => app.MapGet("/secret", () => "secret").RequireOAuth("pretend")),
        ["a fallback"] = new("/any", app => app.MapFallback(() => "secret").RequireOAuth("pretend")),
        ["a fallback in a group"] = new(
            "/any", app => app.MapGroup("").RequireOAuth("pretend").MapFallback(() => "secret")),
        ["controllers"] = new(
            "/open", app => app.MapControllers().RequireOAuth("pretend"), AddControllers),
        ["controllers in a group"] = new(
            "/group/open", app => app.MapGroup("/group").RequireOAuth("pretend").MapControllers(), AddControllers),
        ["a page class with the attribute"] = new(
            "/Marked", app => app.MapRazorPages(), services => services.AddPage(MarkedModel.Source)),
        ["a page class with the attribute, as a fallback"] = new(
            "/any", app => app.MapFallbackToPage("/Marked"), services => services.AddPage(MarkedModel.Source)),
        ["pages"] = new(
            "/Secret",
            app => app.MapRazorPages().RequireOAuth("pretend"),
            services => services.AddPage(SecretModel.Source)),
        ["pages in a group"] = new(
            "/group/Secret",
            app => app.MapGroup("/group").RequireOAuth("pretend").MapRazorPages(),
            services => services.AddPage(SecretModel.Source)),
        ["a hub, negotiating"] = new(
            "/hub/negotiate", MapHub, services => services.AddSignalR(), "POST"),
        ["a hub, connecting"] = new("/hub?id=1", MapHub, services => services.AddSignalR()),
        ["components"] = new(
            "/component",
            app => app.MapRazorComponents<SecretComponent>().RequireOAuth("pretend"),
            services => services.AddRazorComponents()),
        ["the circuits of components"] = new(
            "/_blazor/negotiate",
            app => app.MapRazorComponents<SecretComponent>().AddInteractiveServerRenderMode().RequireOAuth("pretend"),
            services => services.AddRazorComponents().AddInteractiveServerComponents(),
            "POST"),
        ["static assets"] = new(
            "/secret.txt", app => app.MapStaticAssets(WriteAssetManifest()).RequireOAuth("pretend")),
        ["health checks"] = new(
            "/health",
            app => app.MapHealthChecks("/health").RequireOAuth("pretend"),
            services => services.AddHealthChecks()),
        ["an endpoint that skips the middleware"] = new(
            "/secret", app => app.MapGet("/secret", () => "secret").ShortCircuit().RequireOAuth("pretend")),
        ["a pipeline"] = new("/secret", app => app.Map(
            "/secret",
            app.CreateApplicationBuilder().Use(next => context => context.Response.WriteAsync("secret")).Build())
            .RequireOAuth("pretend")),
        ["an endpoint with an endpoint filter that answers"] = new(
            "/secret",
            app => app.MapGet("/secret", () => "").AddEndpointFilter((_, _) => new("secret")).RequireOAuth("pretend")),
        ["an endpoint whose delegate is replaced afterwards"] = new(
            "/secret",
            app => app.MapGet("/secret", () => "").RequireOAuth("pretend").Add(Replace)),
        ["an endpoint whose delegate is replaced at last"] = new(
            "/secret",
            app => app.MapGet("/secret", () => "").RequireOAuth("pretend").Finally(Replace)),
        ["an endpoint in a group whose delegate is replaced"] = new(
            "/secret",
            app => app.MapGroup("").RequireOAuth("pretend").MapGet("/secret", () => "").Add(Replace)),
    };

    private static IEnumerable<string> ClosedKinds => Closed.Keys;

    [TestCaseSource(nameof(ClosedKinds))]
    public async Task An_endpoint_is_closed_to_users_without_a_token_and_open_to_users_with_one(string kind)
    {
        await using var host = await StartAsync(Closed[kind]);
        var refused = await SendAsync(host, Closed[kind]);
        Assert.That(refused.StatusCode, Is.AnyOf(HttpStatusCode.SeeOther, HttpStatusCode.Unauthorized));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Not.Contain("secret"));
        await host.LogInAsync();
        var allowed = await SendAsync(host, Closed[kind]);
        Assert.That(allowed.StatusCode, Is.Not.AnyOf(HttpStatusCode.SeeOther, HttpStatusCode.Unauthorized));
    }

    private static readonly Dictionary<string, Kind> Refused = new()
    {
        ["a fallback to a controller"] = new(
            "Fallback {*path:nonfile}",
            app => app.MapFallbackToController("Open", "Plain").RequireOAuth("pretend"),
            AddControllers),
        ["a fallback to a controller in a group"] = new(
            "Fallback {*path:nonfile}",
            app => app.MapGroup("").RequireOAuth("pretend").MapFallbackToController("Open", "Plain"),
            AddControllers),
        ["a fallback to a page"] = new(
            "Fallback {*path:nonfile}",
            app => app.MapFallbackToPage("/Secret").RequireOAuth("pretend"),
            services => services.AddPage(SecretModel.Source)),
        ["a method of a page"] = new(
            "MarkedHandlerModel.OnGet",
            app => app.MapRazorPages(),
            services => services.AddPage(MarkedHandlerModel.Source)),
        ["a method of a page that is a fallback"] = new(
            "MarkedHandlerModel.OnGet",
            app => app.MapFallbackToPage("/MarkedHandler"),
            services => services.AddPage(MarkedHandlerModel.Source)),
        ["a Razor file with a page model"] = new(
            "MarkedFilePage", app => app.MapRazorPages(), services => services.AddPage(MarkedFilePage.Source)),
        ["a lambda"] = new("/secret", app => app.MapGet("/secret", [RequireOAuth("pretend")] () => "secret")),
        ["the class of a handler"] = new(
            "MarkedHandlers", app => app.MapGet("/secret", MarkedHandlers.Get)),
        ["the class of a handler that is no static method"] = new(
            "MarkedHandlers", app => app.MapGet("/secret", new MarkedHandlers().GetAsync)),
        ["the class of a request delegate"] = new(
            "MarkedHandlers", app => app.MapGet("/secret", MarkedHandlers.WriteAsync)),
        ["the class around a lambda"] = new("MarkedHandlers", MarkedHandlers.MapLambda),
        ["a dance"] = new("/login/pretend", _ => { })
        {
            MapDance = app => app.MapOAuthDance("pretend").RequireOAuth("pretend"),
        },
        ["a hub"] = new("/hub", app => app.MapHub<MarkedHub>("/hub"), services => services.AddSignalR()),
        ["a method of a hub"] = new(
            "MarkedMethodHub.Tell", app => app.MapHub<MarkedMethodHub>("/hub"), services => services.AddSignalR()),
        // ASP.NET Core adds the attributes of a component's class to its endpoint.
        ["a component"] = new(
            "MapRazorComponents",
            app => app.MapRazorComponents<SecretComponent>().WithMetadata(new RequireOAuthAttribute("pretend")),
            services => services.AddRazorComponents()),
        ["a dance that was not added"] = new(
            "'github'", app => app.MapGet("/secret", () => "secret").RequireOAuth("github")),
        ["a dance that was not added, in a group"] = new(
            "'github'", app => app.MapGroup("").RequireOAuth("github").MapFallback(() => "secret")),
    };

    private static IEnumerable<string> RefusedKinds => Refused.Keys;

    [TestCaseSource(nameof(RefusedKinds))]
    public void An_application_with_an_endpoint_that_cannot_be_closed_does_not_start(string kind) =>
        Assert.That(
            async () => await (await StartAsync(Refused[kind])).DisposeAsync(),
            Throws.InvalidOperationException.With.Message.Contains(Refused[kind].Path));

    private static Task<WebHost> StartAsync(Kind kind) => WebHost.StartAsync(new()
    {
        ConfigureServices = kind.Add ?? (_ => { }),
        AddMiddleware = app => app.UseRouting().UseAntiforgery(),
        MapEndpoints = app =>
        {
            kind.MapDance(app);
            kind.Map(app);
        },
    });

    private static Task<HttpResponseMessage> SendAsync(WebHost host, Kind kind) =>
        host.SendAsync(kind.Method, kind.Path, WebHost.SameOrigin, WebHost.Navigation, UserHeader);

    private static void MapHub(IEndpointRouteBuilder app) => app.MapHub<PlainHub>("/hub").RequireOAuth("pretend");

    private static void AddControllers(IServiceCollection services) =>
        services.AddControllers().AddApplicationPart(typeof(PlainController).Assembly);

    private static string WriteAssetManifest()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "gated.staticwebassets.endpoints.json");
        File.WriteAllText(path, """
            {"Version":1,"ManifestType":"Build","Endpoints":[{"Route":"secret.txt","AssetFile":"secret.txt",
            "Selectors":[],"EndpointProperties":[],"ResponseHeaders":[{"Name":"ETag","Value":"\"1\""},
            {"Name":"Last-Modified","Value":"Thu, 01 Jan 2026 00:00:00 GMT"},{"Name":"Content-Length","Value":"6"},
            {"Name":"Content-Type","Value":"text/plain"}]}]}
            """);
        return path;
    }

    private static void Replace(EndpointBuilder endpoint) =>
        endpoint.RequestDelegate = context => context.Response.WriteAsync("secret");

    private class PlainHub : Hub;

    [RequireOAuth("pretend")]
    private sealed class MarkedHub : PlainHub;

    private sealed class MarkedMethodHub : PlainHub
    {
        [RequireOAuth("pretend")]
        public void Tell() { }
    }

    [RequireOAuth("pretend")]
    private sealed class MarkedHandlers
    {
        public static string Get() => "secret";

        public Task<string> GetAsync() => Task.FromResult("secret");

        public static Task WriteAsync(HttpContext context) => context.Response.WriteAsync("secret");

        public static void MapLambda(IEndpointRouteBuilder app) => app.MapGet("/secret", () => "secret");
    }
}
