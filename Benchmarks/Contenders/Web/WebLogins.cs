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
using Signals;

namespace Benchmarks.Contenders.Web;

/// <summary>
/// A login to a web application, from the link to the application's own cookie, as its server sees it: one request that is sent to the provider, and one
/// that comes back. The code grant with PKCE, one provider, one answer.
/// </summary>
internal static class WebLogins
{
    public const string Theirs = "AddOAuth";
    public const string Tokenless = "AddOAuth that keeps no token";
    public const string Nothing = "two requests and a sign-in";
    private const string Site = "https://app.example.com", Scheme = "cookie";

    public static Contender Ours()
    {
        var (server, host) = (new MemoryServer(), new MemoryHost());
        var provider = Login.Dance(server).Provider;
        var app = App(host, services => services.AddOAuthDance(provider, options =>
        {
            options.PublicUrl = Site;
            options.Dance = new() { Http = server, Signals = new SignalRegistry() };
            options.SignIn = async (context, outcome) => await SignInAsync(context, outcome.User.Id!);
        }));
        app.MapOAuthDance(provider.Name);
        app.Services.GetOAuthDance(provider.Name).Signals.Authorized.Connect((_, _) => OAuthAnswer.StoreFor(Login.User));
        return Logins(Contender.Ours, app, host, server, $"/login/{provider.Name}", $"/login/{provider.Name}/finish");
    }

    public static Contender AddOAuth(bool keepsTokens)
    {
        var (server, host) = (new MemoryServer(), new MemoryHost());
        var provider = (OAuthClient.OAuth2.OAuth2Provider)Login.Dance(server).Provider;
        var app = App(host, services => services.AddAuthentication().AddOAuth(provider.Name, options =>
        {
            (options.ClientId, options.ClientSecret) = (provider.ClientId, provider.ClientSecret.Reveal());
            (options.AuthorizationEndpoint, options.TokenEndpoint) = (provider.AuthorizationEndpoint, provider.TokenEndpoint);
            (options.CallbackPath, options.SignInScheme, options.UsePkce, options.SaveTokens) = ("/callback", Scheme, true, keepsTokens);
            options.BackchannelHttpHandler = server;
            foreach (var scope in provider.Scopes)
                options.Scope.Add(scope);
            options.Events.OnCreatingTicket = context =>
            {
                context.Identity!.AddClaim(new(ClaimTypes.NameIdentifier, Login.User.Id!));
                return Task.CompletedTask;
            };
        }));
        app.MapGet("/login", () => Results.Challenge(new() { RedirectUri = "/" }, [provider.Name]));
        return Logins(keepsTokens ? Theirs : Tokenless, app, host, server, "/login", "/callback");
    }

    /// <summary>What ASP.NET Core takes for itself: both requests, and the application's cookie.</summary>
    public static Contender Floor()
    {
        var (server, host) = (new MemoryServer(), new MemoryHost());
        var app = App(host, _ => { });
        app.MapGet("/login", () => Results.Redirect($"{MemoryServer.Site}/authorize?state=1"));
        app.MapGet("/callback", async (HttpContext context) =>
        {
            await SignInAsync(context, Login.User.Id!);
            return Results.Redirect("/");
        });
        return Logins(Nothing, app, host, null, "/login", "/callback");
    }

    private static WebApplication App(MemoryHost host, Action<IServiceCollection> add)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Replace(ServiceDescriptor.Singleton<IServer>(host));
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAuthentication(Scheme).AddCookie(Scheme);
        add(builder.Services);
        return builder.Build();
    }

    private static Task SignInAsync(HttpContext context, string user) =>
        context.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, user)], Scheme)));

    private static Contender Logins(string name, WebApplication app, MemoryHost host, MemoryServer? server, string begin, string finish)
    {
        app.UseAuthentication();
        app.Start();
        return new(name, (_, count) =>
        {
            var before = server?.Requests;
            for (var number = 0; number < count; number++)
                LogIn(name, host, begin, finish);
            if (server is not null && server.Requests - before != count)
                throw new WrongContenderException($"{name} asked the provider {server.Requests - before} times for {count} logins");
        }, []);
    }

    private static void LogIn(string name, MemoryHost host, string begin, string finish)
    {
        var begun = host.Get(begin, "", "");
        var callback = Login.Callback(begun.Headers.Location!);
        var finished = host.Get(finish, callback[Login.RedirectUri.Length..], begun.Cookies());
        if (finished.Headers.Location != "/" || !finished.Headers.SetCookie.Any(cookie => cookie!.StartsWith($".AspNetCore.{Scheme}=", StringComparison.Ordinal)))
            throw new WrongContenderException($"{name} ended with {finished.StatusCode} {finished.Headers.Location}");
    }
}
