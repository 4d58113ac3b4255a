using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using OAuthClient.OAuth2;

namespace OAuthClient.AspNetCore;

/// <summary>A dance behind its endpoints: from requests to the dance, and from what it shows to responses.</summary>
internal sealed class WebDance
{
    private readonly OAuthWebOptions _options;
    private readonly IAntiforgery _antiforgery;
    private readonly BrowserKeyCookie _cookie;

    public WebDance(OAuthDance dance, OAuthWebOptions options, IAntiforgery antiforgery, IDataProtectionProvider protection)
    {
        (Dance, _options, _antiforgery) = (dance, options, antiforgery);
        var isSecure = dance.RedirectUri.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        _cookie = new(protection, isSecure, dance.Provider is OAuth2Provider { ResponseMode: ResponseMode.FormPost });
    }

    public OAuthDance Dance { get; }

    private string Tried => $"oauth-tried-{Dance.Provider.Name}";

    public OAuthSession Session(HttpContext context) => _options.User(context) is { IsKnown: true } user
        ? Dance.Session(user)
        : throw new InvalidOperationException($"Nobody is logged in, so there is no session with '{Dance.Provider.Name}'. Put RequireOAuth(\"{Dance.Provider.Name}\") on the endpoint.");

    public async Task BeginAsync(HttpContext context)
    {
        var isPost = HttpMethods.IsPost(context.Request.Method);
        var form = isPost && context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : null;
        string returnUrl = ((string?)form?["returnUrl"] ?? context.Request.Query["returnUrl"]) is { Length: > 0 } given ? given : "/";
        // A token that is old is somebody's other tab, as likely as an attack: the button helps the one, and not the other.
        if (isPost ? await IsFormOursAsync(context) : IsOwnWish(context))
            await BeginAsync(context, returnUrl);
        else
            await ButtonAsync(context, returnUrl, isPost ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    public async Task FinishAsync(HttpContext context)
    {
        var user = _options.User(context);
        var isPost = HttpMethods.IsPost(context.Request.Method);
        var callback = isPost ? OAuthCallback.FromForm(await FieldsAsync(context)) : OAuthCallback.FromUrl(context.Request.QueryString.Value ?? "");
        var finish = new OAuthFinish
        {
            // What another site posts comes without the application's own cookies, so nobody there means nothing.
            User = isPost && !user.IsKnown ? (OAuthUser?)null : user,
            Services = context.RequestServices,
        };
        var outcome = await Dance.FinishAsync(callback.WithHeaders(name => context.Request.Headers[name]), _cookie.Read(context), finish, context.RequestAborted);
        if (outcome.Error is null)
            await _options.SignIn(context, outcome);
        await outcome.Response.ToResult().ExecuteAsync(context);
    }

    public async Task RequireAsync(HttpContext context, RequestDelegate next)
    {
        if (_options.User(context) is not { IsKnown: true } user || !await Dance.Session(user).IsAuthorizedAsync(context.RequestAborted))
        {
            await LogInAsync(context);
            return;
        }
        if (context.Request.Cookies.ContainsKey(Tried))
            context.Response.Cookies.Delete(Tried);
        try
        {
            await next(context);
        }
        catch (Exception failure) when (IsMine(failure) && !context.Response.HasStarted)
        {
            context.Response.Clear();
            await LogInAsync(context);
        }
    }

    private Task LogInAsync(HttpContext context)
    {
        var here = context.Request.PathBase + context.Request.Path + context.Request.QueryString;
        // Once by itself: a login that brings nobody further would go round and round.
        if (!HttpMethods.IsGet(context.Request.Method) || !IsOwnWish(context) || context.Request.Cookies.ContainsKey(Tried))
            return ButtonAsync(context, HttpMethods.IsGet(context.Request.Method) ? here : "/", StatusCodes.Status401Unauthorized);
        context.Response.Cookies.Append(Tried, "1", new() { HttpOnly = true, Path = "/", MaxAge = TimeSpan.FromMinutes(1), SameSite = SameSiteMode.Lax });
        return BeginAsync(context, here);
    }

    private async Task BeginAsync(HttpContext context, string returnUrl)
    {
        var begin = new OAuthBegin { BrowserKey = _cookie.Read(context), ReturnUrl = returnUrl, Services = context.RequestServices, IsAntiForgeryChecked = true };
        var login = await Dance.BeginAsync(_options.User(context), begin, context.RequestAborted);
        _cookie.Write(context, login.BrowserKey);
        await login.Response.ToResult().ExecuteAsync(context);
    }

    private Task ButtonAsync(HttpContext context, string returnUrl, int status) =>
        ButtonPage.For(context, _antiforgery, Dance.Provider.Name, returnUrl, status).ExecuteAsync(context);

    // Fetch Metadata: a page of the own site, or the user by hand, wants to see a page. Browsers that do not say so get the button.
    private bool IsOwnWish(HttpContext context)
    {
        var headers = context.Request.Headers;
        return _options.Allow.HasFlag(Insecure.CrossSiteLogins)
            || ((string?)headers["Sec-Fetch-Site"] is "same-origin" or "none" && (string?)headers["Sec-Fetch-Mode"] is "navigate" && !headers.ContainsKey("Sec-Purpose"));
    }

    private async Task<bool> IsFormOursAsync(HttpContext context) => _options.Allow.HasFlag(Insecure.CrossSiteLogins) || await _antiforgery.IsRequestValidAsync(context);

    private bool IsMine(Exception failure) =>
        failure is AuthorizationRequiredException required ? required.Dance == Dance : failure.InnerException is { } inner && IsMine(inner);

    private static async Task<IEnumerable<KeyValuePair<string, string>>> FieldsAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            return [];
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return form.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? "")));
    }
}
