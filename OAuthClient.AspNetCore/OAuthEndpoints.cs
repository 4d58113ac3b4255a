using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;

namespace OAuthClient.AspNetCore;

/// <summary>The endpoints of a dance, and those that need one.</summary>
public static class OAuthEndpoints
{
    /// <summary>
    /// Maps the two endpoints of a dance. The first begins it: on a POST with an anti-forgery token, or when the browser says that the user
    /// came from the application's own page or typed the address; anybody else gets a page with a button. <c>returnUrl</c>, in the form or the query,
    /// is where the user goes afterwards: a path as browsers see it. The second, at the path of the redirect URI, finishes it. Both are open to users who are
    /// not logged in, whatever the fallback policy; <c>RequireAuthorization</c> on what is returned closes them.
    /// </summary>
    /// <param name="endpoints">The application, or a group whose address <see cref="OAuthWebOptions.PublicUrl"/> states.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="path">Where the login begins. The default is <c>/login/{name}</c>.</param>
    /// <returns>Both endpoints, to add conventions to.</returns>
    /// <exception cref="InvalidOperationException">There is no such dance.</exception>
    /// <exception cref="ArgumentException">The dance cannot be made; the message says why.</exception>
    public static IEndpointConventionBuilder MapOAuthDance(this IEndpointRouteBuilder endpoints, string name, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        // Made now, so that what is wrong is known at start-up.
        var web = OAuthServices.Find(endpoints.ServiceProvider, name);
        web.Paths.Reserve(path);
        var (both, begin) = (endpoints.MapGroup("").ExcludeFromDescription().WithMetadata(new DanceEndpointMetadata(), new OutputCacheAttribute { NoStore = true }), "");
        both.MapMethods(path ?? $"/login/{name}", [HttpMethods.Get, HttpMethods.Post], (RequestDelegate)web.BeginAsync).Add(endpoint => begin = RouteOf(endpoint));
        both.MapMethods(web.Paths.FinishRoute, [HttpMethods.Get, HttpMethods.Post], (RequestDelegate)web.FinishAsync).Add(endpoint => web.Paths.SetRoutes(begin, RouteOf(endpoint)));
        ((IEndpointConventionBuilder)both).Finally(AllowAnonymousByDefault);
        return both;
    }

    /// <summary>
    /// Lets nobody in who has no token: a login begins, and ends where the user wanted to be. It also begins when the endpoint throws an
    /// <see cref="AuthorizationRequiredException"/> of this dance and user before it has answered. What is no page view gets a 401. An endpoint that
    /// allows anonymous users is open to all.
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
            var (gate, next) = (OAuthServices.FindGate(endpoint.ApplicationServices, name), endpoint.RequestDelegate ?? throw new InvalidOperationException("The endpoint has nothing to run."));
            // Around everything, parameters included: an OAuthSession among them is the user's.
            endpoint.RequestDelegate = context => gate.InvokeAsync(context, next);
        });
        return builder;
    }

    /// <summary>
    /// Begins a login from an endpoint of your own, with other scopes or parameters than usual, and answers the request: as a rule with the redirect to the
    /// provider. See to it that your own page asked for it, by an anti-forgery token, and say so with <see cref="OAuthBeginOptions.IsAntiForgeryChecked"/>; the
    /// login is refused otherwise.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="begin">What is special about this login. Its browser key is the cookie's.</param>
    /// <returns>A task that ends when the request is answered.</returns>
    /// <exception cref="InvalidOperationException">There is no such dance.</exception>
    public static async Task BeginOAuthAsync(this HttpContext context, string name, OAuthBeginOptions begin)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(begin);
        var result = await OAuthServices.Find(context.RequestServices, name).BeginAsync(context, begin);
        await result.ExecuteAsync(context);
    }

    /// <summary>
    /// Makes the browser forget its logins, for when a user signs out: a callback that is loaded again then logs nobody in. Logins in other tabs, which are
    /// not finished yet, have to begin again.
    /// </summary>
    /// <param name="context">The request.</param>
    public static void ForgetOAuthBrowser(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        BrowserKeyCookie.DeleteAll(context);
    }

    /// <summary>A response of this library as a result of an endpoint.</summary>
    /// <param name="response">The response.</param>
    /// <returns>The result.</returns>
    public static IResult ToResult(this OAuthResponse response) => new OAuthResult(response);

    // To who is not logged in, whatever the application's fallback policy; what somebody asked for on purpose holds.
    private static void AllowAnonymousByDefault(EndpointBuilder endpoint)
    {
        if (!endpoint.Metadata.Any(static one => one is IAuthorizeData or AuthorizationPolicy))
            endpoint.Metadata.Add(new AllowAnonymousAttribute());
    }

    private static string RouteOf(EndpointBuilder endpoint) => ((RouteEndpointBuilder)endpoint).RoutePattern.RawText ?? "";
}
