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
        Paths = new(dance.Provider.Name, options.PublicUrl, dance.RedirectUri);
        IsSecure = new Uri(dance.RedirectUri).Scheme == Uri.UriSchemeHttps;
        _cookie = new(protection, IsSecure, dance.Provider is OAuth2Provider { ResponseMode: ResponseMode.FormPost });
    }

    public OAuthDance Dance { get; }

    public DancePaths Paths { get; }

    public bool IsSecure { get; }

    public OAuthUser GetUser(HttpContext context) => _options.User(context);

    public OAuthSession? GetSession(HttpContext context) => GetUser(context) is { IsKnown: true } user ? Dance.Session(user) : null;

    public async Task<IResult> BeginAsync(HttpContext context, OAuthBeginOptions begin)
    {
        var known = _cookie.Read(context);
        var completed = begin with { BrowserKey = known, Services = begin.Services ?? context.RequestServices, ReturnUrl = begin.ReturnUrl == "/" ? Paths.StartPage : begin.ReturnUrl };
        var login = await Dance.BeginAsync(GetUser(context), completed, context.RequestAborted);
        if (known.IsEmpty)
            _cookie.Write(context, login.BrowserKey);
        return login.Response.ToResult();
    }

    public async Task BeginAsync(HttpContext context)
    {
        var isPost = HttpMethods.IsPost(context.Request.Method);
        var form = isPost ? await PostedForm.ReadAsync(context) : null;
        string returnUrl = ((string?)form?["returnUrl"] ?? context.Request.Query["returnUrl"]) is { Length: > 0 } given ? given : Paths.StartPage;
        // A token that is old is somebody's other tab, as likely as an attack: the button helps the one, and not the other.
        var isWanted = isPost ? await IsAntiforgeryValidAsync(context, form) : IsUserNavigation(context);
        var result = isWanted
            ? await BeginAsync(context, new() { ReturnUrl = returnUrl, IsAntiForgeryChecked = true })
            : CreateButtonPage(context, returnUrl, isPost ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
        await result.ExecuteAsync(context);
    }

    public async Task FinishAsync(HttpContext context)
    {
        var user = GetUser(context);
        var isPost = HttpMethods.IsPost(context.Request.Method);
        var callback = isPost ? await PostedForm.ReadCallbackAsync(context) : OAuthCallback.FromUrl(context.Request.QueryString.Value ?? "");
        var finish = new OAuthFinishOptions
        {
            // What another site posts comes without the application's own cookies, so nobody there means nothing.
            User = isPost && !user.IsKnown ? (OAuthUser?)null : user,
            Services = context.RequestServices,
        };
        var outcome = await Dance.FinishAsync(callback.WithHeaders(name => context.Request.Headers[name]), _cookie.Read(context), finish, context.RequestAborted);
        if (!await SignInAsync(context, outcome))
            await outcome.Response.ToResult().ExecuteAsync(context);
    }

    public IResult CreateButtonPage(HttpContext context, string returnUrl, int status)
    {
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        return ButtonPage.Create(_options.DisplayName ?? Dance.Provider.Name, Paths.BeginPath, returnUrl, _antiforgery.GetAndStoreTokens(context), status);
    }

    /// <summary>Fetch Metadata: a page of the own site, or the user by hand, wants to see a page. Browsers that do not say so get the button.</summary>
    public bool IsUserNavigation(HttpContext context)
    {
        var headers = context.Request.Headers;
        return _options.Allow.HasFlag(Insecure.CrossSiteLogins)
            || ((string?)headers["Sec-Fetch-Site"] is "same-origin" or "none" && (string?)headers["Sec-Fetch-Mode"] is "navigate" && !headers.ContainsKey("Sec-Purpose"));
    }

    // Logs in whose login it was; the application may have something of its own to show.
    private async ValueTask<bool> SignInAsync(HttpContext context, OAuthOutcome outcome)
    {
        if (outcome is not { Error: null, User.IsKnown: true })
            return false;
        var before = context.Response.StatusCode;
        await _options.SignIn(context, outcome);
        return context.Response.HasStarted || context.Response.StatusCode != before;
    }

    // A form that could not be read once would throw when it is asked for again.
    private async ValueTask<bool> IsAntiforgeryValidAsync(HttpContext context, IFormCollection? form) =>
        _options.Allow.HasFlag(Insecure.CrossSiteLogins) || ((form is not null || !context.Request.HasFormContentType) && await _antiforgery.IsRequestValidAsync(context));
}
