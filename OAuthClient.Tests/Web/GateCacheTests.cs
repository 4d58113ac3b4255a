using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;
using OAuthClient.AspNetCore;
using static OAuthClient.Tests.Web.WebHost;

namespace OAuthClient.Tests.Web;

/// <summary>No answer of a gate, or of an endpoint behind it, is served to another user from a cache.</summary>
public class GateCacheTests
{
    private static readonly (string, string?) UserHeader = ("X-User", "42");

    // Unlike the default policy, it stores redirects and responses that set cookies.
    private sealed class EverythingPolicy : IOutputCachePolicy
    {
        public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            context.EnableOutputCaching = true;
            context.AllowCacheLookup = true;
            context.AllowCacheStorage = true;
            context.ResponseExpirationTimeSpan = TimeSpan.FromHours(1);
            return ValueTask.CompletedTask;
        }

        public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) =>
            ValueTask.CompletedTask;

        public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) =>
            ValueTask.CompletedTask;
    }

    [TestCase("navigate", HttpStatusCode.SeeOther)]
    [TestCase("cors", HttpStatusCode.Unauthorized)]
    public async Task T04_The_answer_of_a_gate_is_not_output_cached_whatever_the_policy(
        string mode, HttpStatusCode status)
    {
        await using var host = await WebHost.StartAsync(new()
        {
            ConfigureServices = services => services.AddOutputCache(
                cache => cache.AddBasePolicy(policy => policy.AddPolicy<EverythingPolicy>(), true)),
            AddMiddleware = app => app.UseOutputCache(),
        });
        var first = await host.SendAsync("GET", "/mine", SameOrigin, ("Sec-Fetch-Mode", mode));
        var second = await host.SendAsync("GET", "/mine", SameOrigin, ("Sec-Fetch-Mode", mode));
        Assert.That((first.StatusCode, second.StatusCode), Is.EqualTo((status, status)));
        Assert.That(second.Headers.Age, Is.Null, "an answer from the cache has an age");
    }

    [TestCase("public, max-age=60", "max-age=60, private")]
    [TestCase("max-age=60, s-maxage=3600", "max-age=60, private")]
    [TestCase("no-store", "no-store, private")]
    [TestCase("", "private")]
    public async Task D11_A_response_behind_a_gate_is_private(string stated, string sent)
    {
        await using var host = await StartWithCacheControlAsync(stated, _ => { });
        await host.LogInAsync();
        var answer = await host.ViewPageAsync("/stated", UserHeader);
        Assert.That(answer.Headers.CacheControl?.ToString(), Is.EqualTo(sent));
    }

    [Test]
    public async Task D11_A_public_response_behind_a_gate_is_not_response_cached()
    {
        await using var host = await StartWithCacheControlAsync("public, max-age=60", app => app.UseResponseCaching());
        await host.LogInAsync();
        Assert.That((await host.ViewPageAsync("/stated", UserHeader)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await host.ViewPageAsync("/stated")).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    private static Task<WebHost> StartWithCacheControlAsync(string value, Action<WebApplication> addMiddleware) =>
        WebHost.StartAsync(new()
        {
            ConfigureServices = services => services.AddResponseCaching(),
            AddMiddleware = addMiddleware,
            MapEndpoints = app =>
            {
                app.MapOAuthDance("pretend");
                app.MapGet("/stated", (HttpContext context) =>
                {
                    context.Response.Headers.CacheControl = value;
                    return "the page of one user";
                }).RequireOAuth("pretend");
            },
        });
}
