using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;

namespace OAuthClient.AspNetCore;

/// <summary>Maps the endpoints of a dance, and protects endpoints that need a token.</summary>
public static class OAuthEndpoints
{
    private static readonly string[] GetAndPost = [HttpMethods.Get, HttpMethods.Post];

    /// <summary>Maps the two endpoints of a dance.</summary>
    /// <remarks>
    /// <para>
    /// The first endpoint begins the login. It does so for a POST with an anti-forgery token from the same origin, and
    /// when the browser says that the user came from the application's own page or typed the address. Any other
    /// request gets a page with a button. <c>returnUrl</c>, in the form or the query, is where the user goes
    /// afterwards: a path as browsers see it.
    /// </para>
    /// <para>The second endpoint, at the path of the redirect URI, finishes the login.</para>
    /// <para>
    /// Both are open to users who are not logged in, whatever the fallback policy. <c>RequireAuthorization</c> on the
    /// returned builder closes them.
    /// </para>
    /// </remarks>
    /// <param name="endpoints">
    /// The application, or a group whose address <see cref="OAuthWebOptions.PublicUrl"/> states.
    /// </param>
    /// <param name="name">The provider's name.</param>
    /// <param name="path">Where the login begins. The default is <c>/login/{name}</c>.</param>
    /// <returns>Both endpoints, to add conventions to.</returns>
    /// <exception cref="InvalidOperationException">
    /// There is no such dance, or no callback could reach its redirect URI. The application does not start when another
    /// dance has one of the addresses.
    /// </exception>
    /// <exception cref="ArgumentException">The dance cannot be made; the message says why.</exception>
    public static IEndpointConventionBuilder MapOAuthDance(
        this IEndpointRouteBuilder endpoints, string name, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        // Creates the dance now, so that a configuration error shows at start-up.
        var web = OAuthServices.Find(endpoints.ServiceProvider, name);
        web.Paths.Reserve(path);
        var group = endpoints.MapGroup("")
            .ExcludeFromDescription()
            .WithMetadata(new DanceEndpointMetadata(name), new OutputCacheAttribute { NoStore = true });
        var beginRoute = "";
        group.MapMethods(path ?? $"/login/{name}", GetAndPost, (RequestDelegate)web.BeginAsync)
            .Add(endpoint => beginRoute = RouteOf(endpoint));
        group.MapMethods(web.Paths.FinishRoute, GetAndPost, (RequestDelegate)web.FinishAsync)
            .Add(endpoint => web.Paths.SetRoutes(beginRoute, RouteOf(endpoint)));
        // A provider's page has no anti-forgery token, and the first endpoint checks the token itself.
        group.DisableAntiforgery();
        ((IEndpointConventionBuilder)group).Finally(AllowAnonymousByDefault);
        return group;
    }

    /// <summary>
    /// Requires a token of the user who is logged in. A request without one begins a login, which returns to it.
    /// </summary>
    /// <remarks>
    /// A login also begins when the endpoint throws an <see cref="AuthorizationRequiredException"/> of this dance and
    /// user before the response has started. A request that is no page view gets a 401. An endpoint that allows
    /// anonymous users stays open. An endpoint in whose place routing runs another, such as that of
    /// <c>MapFallbackToPage</c>, cannot be closed so: the application does not start, and says what to do instead.
    /// The same holds for the builder of a dance, because a login goes through its endpoints.
    /// <para>
    /// It closes the endpoints of the builder and no others. A fallback that leads to one of their pages or controllers
    /// is another endpoint, and stays open: put <see cref="RequireOAuthAttribute"/> on the page model or the
    /// controller, which closes both.
    /// </para>
    /// <para>
    /// The answers of the endpoint and of the gate are <c>Cache-Control: private</c> and stay out of the output cache.
    /// </para>
    /// </remarks>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">An endpoint, or a group.</param>
    /// <param name="name">The provider's name.</param>
    /// <returns>The builder.</returns>
    public static TBuilder RequireOAuth<TBuilder>(this TBuilder builder, string name)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Add(endpoint =>
        {
            endpoint.Metadata.Add(new GateMetadata(name));
            // The gate runs before parameters are bound, because an OAuthSession parameter needs the user's token.
            if (endpoint.RequestDelegate is { } next)
                endpoint.RequestDelegate = GatedDelegate.Create(name, next);
        });
        return builder;
    }

    /// <summary>
    /// Begins a login from an endpoint of your own, with other scopes or parameters than usual, and answers the
    /// request: as a rule with the redirect to the provider.
    /// </summary>
    /// <remarks>
    /// Check by an anti-forgery token that your own page asked for the login, and confirm the check with
    /// <see cref="OAuthBeginOptions.IsAntiForgeryChecked"/>. Otherwise the login is refused.
    /// </remarks>
    /// <param name="context">The request.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="options">
    /// Scopes, parameters and the return URL of this login. The browser key is read from the cookie.
    /// </param>
    /// <returns>A task that ends when the request is answered.</returns>
    /// <exception cref="InvalidOperationException">There is no such dance.</exception>
    public static async Task BeginOAuthAsync(this HttpContext context, string name, OAuthBeginOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        var result = await OAuthServices.Find(context.RequestServices, name).BeginAsync(context, options);
        await result.ExecuteAsync(context);
    }

    /// <summary>Deletes the browser's keys. Call it when a user signs out.</summary>
    /// <remarks>
    /// A callback that is loaded again then logs no user in. Unfinished logins in other tabs have to begin again. A
    /// login that begins afterwards, also in the same request, gets a new key. A login in another tab that begins while
    /// the user signs out may keep the former key.
    /// </remarks>
    /// <param name="context">The request.</param>
    public static void ForgetOAuthBrowser(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        BrowserKeyCookies.DeleteAll(context);
    }

    /// <summary>A response of this library as the result of an endpoint.</summary>
    /// <param name="response">The response.</param>
    /// <returns>The result.</returns>
    public static IResult ToResult(this OAuthResponse response) => new OAuthResult(response);

    // Overrides the application's fallback policy, but no policy that was put on these endpoints.
    private static void AllowAnonymousByDefault(EndpointBuilder endpoint)
    {
        if (!endpoint.Metadata.Any(static metadata => metadata is IAuthorizeData or AuthorizationPolicy))
            endpoint.Metadata.Add(new AllowAnonymousAttribute());
    }

    private static string RouteOf(EndpointBuilder endpoint) =>
        ((RouteEndpointBuilder)endpoint).RoutePattern.RawText ?? "";
}
