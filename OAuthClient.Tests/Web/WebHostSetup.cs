using Flurl.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OAuthClient.AspNetCore;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Web;

/// <summary>The settings of a <see cref="WebHost"/> that a test can change.</summary>
internal sealed record WebHostSetup
{
    public Func<OAuth2Provider, OAuth2Provider> ChangeProvider { get; init; } = provider => provider;

    public Action<OAuthWebOptions> ConfigureOptions { get; init; } = _ => { };

    public Action<IServiceCollection> ConfigureServices { get; init; } = _ => { };

    /// <summary>Adds middleware to the request pipeline, before the endpoints.</summary>
    public Action<WebApplication> AddMiddleware { get; init; } = _ => { };

    /// <summary>Maps the dance and the endpoint <c>/mine</c>, which needs a token.</summary>
    public Action<WebApplication> MapEndpoints { get; init; } = app =>
    {
        app.MapOAuthDance("pretend");
        app.MapMine();
    };

    public string PublicUrl { get; init; } = WebHost.PublicUrl;
}

internal static class MineEndpoint
{
    /// <summary>Maps the endpoint <c>/mine</c>, which calls the provider's API with the user's token.</summary>
    public static IEndpointConventionBuilder MapMine(this IEndpointRouteBuilder app) =>
        app.MapMethods(
            "/mine",
            ["GET", "POST"],
            async ([FromKeyedServices("pretend")] OAuthSession session) => await session.Request("me").GetStringAsync())
            .RequireOAuth("pretend");
}
