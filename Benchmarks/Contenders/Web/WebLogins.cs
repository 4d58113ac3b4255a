using System.Security.Claims;
using Benchmarks.Contenders.Client;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OAuthClient;
using OAuthClient.AspNetCore;
using OAuthClient.OAuth2;
using Signals;

namespace Benchmarks.Contenders.Web;

/// <summary>
/// A login to a web application, from the link to the application's own cookie: one request that is redirected to the
/// provider, and the callback.
/// </summary>
/// <remarks>
/// The code grant with PKCE, with one provider and one answer. Each login begins at <see cref="BeginPath"/> and ends at
/// <see cref="FinishPath"/>.
/// </remarks>
internal static class WebLogins
{
    public const string AddOAuth = "AddOAuth";
    public const string AddOAuthWithoutTokens = "AddOAuth that keeps no token";
    public const string BareRequests = "two requests and a sign-in";
    public const string BeginPath = "/login/example";
    public const string FinishPath = "/login/example/finish";
    private const string Scheme = "cookie";

    /// <summary>Logs in on the caller's thread, without a network.</summary>
    public static Contender InMemory(string name)
    {
        var server = new MemoryServer();
        var host = new MemoryHost();
        var provider = Login.Dance(server).Provider;
        var app = CreateApplication(name, "https://app.example.com", provider, server, services =>
            services.Replace(ServiceDescriptor.Singleton<IServer>(host)));
        app.Start();
        return new(name, (_, count) =>
        {
            var before = server.Requests;
            for (var number = 0; number < count; number++)
                LogIn(name, host);
            var requests = server.Requests - before;
            if (name != BareRequests && requests != count)
                throw new WrongContenderException($"{name} asked the provider {requests} times for {count} logins");
        }, []);
    }

    /// <summary>Creates a web application that logs its users in through a provider.</summary>
    /// <param name="name">The contender: <see cref="Contender.Ours"/>, or a name of this class.</param>
    /// <param name="url">The address at which browsers reach the application.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="backchannel">The way to the provider; null for the network.</param>
    /// <param name="change">Changes the services of the application.</param>
    public static WebApplication CreateApplication(
        string name,
        string url,
        OAuthProvider provider,
        HttpMessageHandler? backchannel,
        Action<IServiceCollection> change)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAuthentication(Scheme).AddCookie(Scheme);
        if (name == Contender.Ours)
            AddOurs(builder.Services, url, provider, backchannel);
        else if (name != BareRequests)
            AddTheirs(builder.Services, (OAuth2Provider)provider, backchannel, keepsTokens: name == AddOAuth);
        change(builder.Services);
        var app = builder.Build();
        app.UseAuthentication();
        Map(app, name);
        return app;
    }

    /// <exception cref="WrongContenderException">No user is logged in.</exception>
    public static void Verify(string name, int status, string? location, IEnumerable<string?> cookies)
    {
        const string Cookie = $".AspNetCore.{Scheme}=";
        if (location != "/" || !cookies.Any(cookie => cookie!.StartsWith(Cookie, StringComparison.Ordinal)))
            throw new WrongContenderException($"{name} ended with {status} {location}");
    }

    private static void AddOurs(
        IServiceCollection services, string url, OAuthProvider provider, HttpMessageHandler? backchannel) =>
        services.AddOAuthDance(provider, options =>
        {
            options.PublicUrl = url;
            options.Dance = new() { Http = backchannel, Signals = new SignalRegistry() };
            options.SignIn = async (context, outcome) => await SignInAsync(context, outcome.User.Id!);
        });

    private static void AddTheirs(
        IServiceCollection services, OAuth2Provider provider, HttpMessageHandler? backchannel, bool keepsTokens) =>
        services.AddAuthentication().AddOAuth(provider.Name, options =>
        {
            options.ClientId = provider.ClientId;
            options.ClientSecret = provider.ClientSecret.Reveal();
            options.AuthorizationEndpoint = provider.AuthorizationEndpoint;
            options.TokenEndpoint = provider.TokenEndpoint;
            options.CallbackPath = FinishPath;
            options.SignInScheme = Scheme;
            options.UsePkce = true;
            options.SaveTokens = keepsTokens;
            options.BackchannelHttpHandler = backchannel;
            foreach (var scope in provider.Scopes)
                options.Scope.Add(scope);
            options.Events.OnCreatingTicket = context =>
            {
                context.Identity!.AddClaim(new(ClaimTypes.NameIdentifier, Login.User.Id!));
                return Task.CompletedTask;
            };
        });

    private static void Map(WebApplication app, string name)
    {
        switch (name)
        {
            case Contender.Ours:
                app.MapOAuthDance("example");
                var dance = app.Services.GetOAuthDance("example");
                dance.Signals.Authorized.Connect((_, _) => OAuthAnswer.StoreFor(Login.User));
                break;
            case BareRequests:
                app.MapGet(BeginPath, () => Results.Redirect($"{MemoryServer.Site}/authorize?state=1"));
                app.MapGet(FinishPath, async (HttpContext context, CancellationToken _) =>
                {
                    await SignInAsync(context, Login.User.Id!);
                    return Results.Redirect("/");
                });
                break;
            default:
                app.MapGet(BeginPath, () => Results.Challenge(new() { RedirectUri = "/" }, ["example"]));
                break;
        }
    }

    private static Task SignInAsync(HttpContext context, string user)
    {
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, user)], Scheme);
        return context.SignInAsync(Scheme, new ClaimsPrincipal(identity));
    }

    private static void LogIn(string name, MemoryHost host)
    {
        var begun = host.Get(BeginPath, "", "");
        var callback = Login.Callback(begun.Headers.Location!);
        var finished = host.Get(FinishPath, callback[Login.RedirectUri.Length..], begun.Cookies());
        Verify(name, finished.StatusCode, finished.Headers.Location, finished.Headers.SetCookie!);
    }
}
