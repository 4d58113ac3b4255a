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
/// A login to a web application, from the link to the application's own cookie: one request that is sent to the provider, and one that comes back. The code
/// grant with PKCE, one provider, one answer; everybody's login begins at <c>/login/example</c> and ends at <c>/login/example/finish</c>.
/// </summary>
internal static class WebLogins
{
    public const string AddOAuth = "AddOAuth", AddOAuthWithoutTokens = "AddOAuth that keeps no token", BareRequests = "two requests and a sign-in";
    public const string BeginPath = "/login/example", FinishPath = "/login/example/finish";
    private const string Scheme = "cookie";

    /// <summary>On the caller's thread, without a network, as fast as the code allows.</summary>
    public static Contender InMemory(string name)
    {
        var (provider, host) = (new MemoryServer(), new MemoryHost());
        var app = Application(name, "https://app.example.com", Login.Dance(provider).Provider, provider, services => services.Replace(ServiceDescriptor.Singleton<IServer>(host)));
        app.Start();
        return new(name, (_, count) =>
        {
            var before = provider.Requests;
            for (var number = 0; number < count; number++)
                LogIn(name, host);
            if (name != BareRequests && provider.Requests - before != count)
                throw new WrongContenderException($"{name} asked the provider {provider.Requests - before} times for {count} logins");
        }, []);
    }

    /// <summary>An application that logs its users in.</summary>
    /// <param name="name">Whose way: <see cref="Contender.Ours"/>, or one of the names here.</param>
    /// <param name="url">Where browsers reach it.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="backchannel">What reaches the provider; null for the network.</param>
    /// <param name="change">What is special about its services.</param>
    public static WebApplication Application(string name, string url, OAuthProvider provider, HttpMessageHandler? backchannel, Action<IServiceCollection> change)
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

    private static void AddOurs(IServiceCollection services, string url, OAuthProvider provider, HttpMessageHandler? backchannel) => services.AddOAuthDance(provider, options =>
    {
        options.PublicUrl = url;
        options.Dance = new() { Http = backchannel, Signals = new SignalRegistry() };
        options.SignIn = async (context, outcome) => await SignInAsync(context, outcome.User.Id!);
    });

    private static void AddTheirs(IServiceCollection services, OAuth2Provider provider, HttpMessageHandler? backchannel, bool keepsTokens) => services.AddAuthentication().AddOAuth(provider.Name, options =>
    {
        (options.ClientId, options.ClientSecret) = (provider.ClientId, provider.ClientSecret.Reveal());
        (options.AuthorizationEndpoint, options.TokenEndpoint) = (provider.AuthorizationEndpoint, provider.TokenEndpoint);
        (options.CallbackPath, options.SignInScheme, options.UsePkce, options.SaveTokens) = (FinishPath, Scheme, true, keepsTokens);
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
        if (name == Contender.Ours)
        {
            app.MapOAuthDance("example");
            app.Services.GetOAuthDance("example").Signals.Authorized.Connect((_, _) => OAuthAnswer.StoreFor(Login.User));
        }
        else if (name != BareRequests)
        {
            app.MapGet(BeginPath, () => Results.Challenge(new() { RedirectUri = "/" }, ["example"]));
        }
        else
        {
            app.MapGet(BeginPath, () => Results.Redirect($"{MemoryServer.Site}/authorize?state=1"));
            app.MapGet(FinishPath, async (HttpContext context, CancellationToken _) =>
            {
                await SignInAsync(context, Login.User.Id!);
                return Results.Redirect("/");
            });
        }
    }

    private static Task SignInAsync(HttpContext context, string user) =>
        context.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, user)], Scheme)));

    private static void LogIn(string name, MemoryHost host)
    {
        var begun = host.Get(BeginPath, "", "");
        var callback = Login.Callback(begun.Headers.Location!);
        var finished = host.Get(FinishPath, callback[Login.RedirectUri.Length..], begun.Cookies());
        Verify(name, finished.StatusCode, finished.Headers.Location, finished.Headers.SetCookie!);
    }

    /// <exception cref="WrongContenderException">Nobody is logged in.</exception>
    public static void Verify(string name, int status, string? location, IEnumerable<string?> cookies)
    {
        if (location != "/" || !cookies.Any(cookie => cookie!.StartsWith($".AspNetCore.{Scheme}=", StringComparison.Ordinal)))
            throw new WrongContenderException($"{name} ended with {status} {location}");
    }
}
