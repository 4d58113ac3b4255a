using System.Security.Claims;
using System.Text.Json;
using Benchmarks.Contenders.Client;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
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
    public const string AddOAuthThatReadsTheUser = "AddOAuth that reads the user";
    public const string Scheme = "the scheme";
    public const string BareRequests = "two requests and a sign-in";
    public const string BeginPath = "/login/example";
    public const string FinishPath = "/login/example/finish";
    private const string CookieScheme = "cookie";

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
            if (requests != count * RequestsOf(name))
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
        builder.Services.AddAuthentication(CookieScheme).AddCookie(CookieScheme);
        AddLogins(builder.Services, name, url, provider, backchannel);
        change(builder.Services);
        var app = builder.Build();
        app.UseAuthentication();
        Map(app, name);
        return app;
    }

    /// <exception cref="WrongContenderException">No user is logged in.</exception>
    public static void Verify(string name, int status, string? location, IEnumerable<string?> cookies)
    {
        const string Cookie = $".AspNetCore.{CookieScheme}=";
        if (location != "/" || !cookies.Any(cookie => cookie!.StartsWith(Cookie, StringComparison.Ordinal)))
            throw new WrongContenderException($"{name} ended with {status} {location}");
    }

    // The requests to the provider for one login.
    private static int RequestsOf(string name) => name switch
    {
        BareRequests => 0,
        Scheme or AddOAuthThatReadsTheUser => 2,
        _ => 1,
    };

    private static void AddLogins(
        IServiceCollection services, string name, string url, OAuthProvider provider, HttpMessageHandler? backchannel)
    {
        switch (name)
        {
            case BareRequests:
                break;
            case Contender.Ours:
                AddOurs(services, url, provider, backchannel);
                break;
            case Scheme:
                AddScheme(services, url, provider, backchannel);
                break;
            default:
                AddTheirs(services, (OAuth2Provider)provider, backchannel, name);
                break;
        }
    }

    private static void AddScheme(
        IServiceCollection services, string url, OAuthProvider provider, HttpMessageHandler? backchannel) =>
        services.AddAuthentication().AddOAuthSignals(
            provider,
            scheme => scheme.UserEndpoint = "me",
            dance =>
            {
                dance.PublicUrl = url;
                dance.Dance = new() { Http = backchannel, Signals = new SignalRegistry() };
            });

    private static void AddOurs(
        IServiceCollection services, string url, OAuthProvider provider, HttpMessageHandler? backchannel) =>
        services.AddOAuthDance(provider, options =>
        {
            options.PublicUrl = url;
            options.Dance = new() { Http = backchannel, Signals = new SignalRegistry() };
            options.SignIn = async (context, outcome) => await SignInAsync(context, outcome.User.Id!);
        });

    private static void AddTheirs(
        IServiceCollection services, OAuth2Provider provider, HttpMessageHandler? backchannel, string name) =>
        services.AddAuthentication().AddOAuth(provider.Name, options =>
        {
            options.ClientId = provider.ClientId;
            options.ClientSecret = provider.ClientSecret.Reveal();
            options.AuthorizationEndpoint = provider.AuthorizationEndpoint!;
            options.TokenEndpoint = provider.TokenEndpoint;
            options.CallbackPath = FinishPath;
            options.SignInScheme = CookieScheme;
            options.UsePkce = true;
            options.SaveTokens = name != AddOAuthWithoutTokens;
            options.BackchannelHttpHandler = backchannel;
            foreach (var scope in provider.Scopes)
                options.Scope.Add(scope);
            if (name == AddOAuthThatReadsTheUser)
                ReadUser(options, $"{provider.ApiBaseUrl}/me");
            else
                NameUser(options);
        });

    private static void NameUser(OAuthOptions options) => options.Events.OnCreatingTicket = context =>
    {
        context.Identity!.AddClaim(new(ClaimTypes.NameIdentifier, Login.User.Id!));
        return Task.CompletedTask;
    };

    // As in the documentation of ASP.NET Core.
    private static void ReadUser(OAuthOptions options, string endpoint)
    {
        options.UserInformationEndpoint = endpoint;
        options.ClaimActions.MapJsonKey(ClaimTypes.NameIdentifier, "id");
        options.ClaimActions.MapJsonKey(ClaimTypes.Name, "login");
        options.Events.OnCreatingTicket = async context =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, context.Options.UserInformationEndpoint);
            request.Headers.Accept.Add(new("application/json"));
            request.Headers.Authorization = new("Bearer", context.AccessToken);
            using var response = await context.Backchannel.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, context.HttpContext.RequestAborted);
            response.EnsureSuccessStatusCode();
            using var user = JsonDocument.Parse(
                await response.Content.ReadAsStringAsync(context.HttpContext.RequestAborted));
            context.RunClaimActions(user.RootElement);
        };
    }

    private static void Map(WebApplication app, string name)
    {
        switch (name)
        {
            case Contender.Ours:
                app.MapOAuthDance("example");
                var dance = app.Services.GetOAuthDance("example");
                dance.Signals.Authorized.Connect((_, _) => OAuthAnswer.StoreFor(Login.User));
                break;
            case Scheme:
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
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, user)], CookieScheme);
        return context.SignInAsync(CookieScheme, new ClaimsPrincipal(identity));
    }

    private static void LogIn(string name, MemoryHost host)
    {
        var begun = host.Get(BeginPath, "", "");
        var callback = Login.Callback(begun.Headers.Location!);
        var finished = host.Get(FinishPath, callback[Login.RedirectUri.Length..], begun.Cookies());
        Verify(name, finished.StatusCode, finished.Headers.Location, finished.Headers.SetCookie!);
    }
}
