using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OAuthClient.AspNetCore;

/// <summary>The endpoints of a dance, and those that need one.</summary>
public static class OAuthEndpoints
{
    /// <summary>
    /// Maps the two endpoints of a dance. <c>/login/{name}</c> begins it: on a POST with an anti-forgery token, or when the browser says that the user
    /// came from the application's own page or typed the address; anybody else gets a page with a button. <c>returnUrl</c>, in the form or the query,
    /// is where the user goes afterwards. The path of the redirect URI finishes it.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="name">The provider's name.</param>
    /// <returns>Both endpoints, to add conventions to.</returns>
    /// <exception cref="InvalidOperationException">There is no such dance.</exception>
    /// <exception cref="ArgumentException">The dance cannot be made; the message says why.</exception>
    public static IEndpointConventionBuilder MapOAuthDance(this IEndpointRouteBuilder endpoints, string name)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        // Made now, so that what is wrong is known at start-up.
        var web = OAuthServices.Find(endpoints.ServiceProvider, name);
        var both = endpoints.MapGroup("").ExcludeFromDescription();
        both.MapMethods($"/login/{name}", [HttpMethods.Get, HttpMethods.Post], (RequestDelegate)web.BeginAsync);
        both.MapMethods(new Uri(web.Dance.RedirectUri).AbsolutePath, [HttpMethods.Get, HttpMethods.Post], (RequestDelegate)web.FinishAsync);
        return both;
    }

    /// <summary>
    /// Lets nobody in who has no token: a login begins, and ends where the user wanted to be. It also begins when the endpoint throws an
    /// <see cref="AuthorizationRequiredException"/> of this dance before it has answered. What is no page view gets a 401.
    /// </summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">An endpoint, or a group.</param>
    /// <param name="name">The provider's name.</param>
    /// <returns>The builder.</returns>
    public static TBuilder RequireOAuth<TBuilder>(this TBuilder builder, string name) where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Add(endpoint =>
        {
            var next = endpoint.RequestDelegate ?? throw new InvalidOperationException("The endpoint has nothing to run.");
            // Around everything, parameters included: an OAuthSession among them is the user's.
            endpoint.RequestDelegate = context => OAuthServices.Find(context.RequestServices, name).RequireAsync(context, next);
        });
        return builder;
    }

    /// <summary>A response of this library as a result of an endpoint.</summary>
    /// <param name="response">The response.</param>
    /// <returns>The result.</returns>
    public static IResult ToResult(this OAuthResponse response) => new OAuthResult(response);
}
