using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>
/// A dance behind its endpoints: it turns requests into calls of the dance, and what they return into responses.
/// </summary>
internal sealed class WebDance
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    // The headers with which browsers say that they look ahead; older browsers send the later ones.
    private static readonly string[] PrefetchHeaders = ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"];

    private readonly DanceSource _source;
    private readonly OAuthWebOptions _options;
    private readonly IAntiforgery _antiforgery;
    private readonly BrowserKeyCookies _cookies;
    private readonly MinuteCookie _posted;
    private readonly ChallengeField _challenge;

    public WebDance(
        DanceSource source, OAuthWebOptions options, IAntiforgery antiforgery, IDataProtectionProvider protection)
    {
        _source = source;
        _options = options;
        _antiforgery = antiforgery;
        Paths = new(Name, options.PublicUrl, source.RedirectUri);
        IsSecure = new Uri(source.RedirectUri).Scheme == Uri.UriSchemeHttps;
        _cookies = new(protection, IsSecure, source.Time);
        _challenge = new(protection);
        // All dances share the cookie: the page that a callback leads to may begin a login with any of them.
        _posted = new("oauth-posted", IsSecure);
    }

    public string Name => _source.Name;

    /// <summary>The dance, once <see cref="PrepareAsync"/> has been awaited.</summary>
    public OAuthDance Dance => _source.Current;

    public DancePaths Paths { get; }

    public bool IsSecure { get; }

    private string Title => _options.DisplayName ?? Dance.Provider.Title;

    private bool AllowsCrossSiteLogins => _options.Allow.HasFlag(Insecure.CrossSiteLogins);

    /// <summary>Discovers the provider, if it has to be.</summary>
    /// <returns>The page that answers the request when that fails; null when there is a dance.</returns>
    public async ValueTask<IResult?> PrepareAsync(HttpContext context) =>
        await _source.PrepareAsync(context.RequestAborted) is { } error ? CreateDownPage(context, error) : null;

    public OAuthUser GetUser(HttpContext context) => _options.User(context);

    public OAuthSession? GetSession(HttpContext context) =>
        GetUser(context) is { IsKnown: true } user ? Dance.Session(user) : null;

    /// <param name="context">The request.</param>
    /// <param name="options">The options of the login.</param>
    /// <param name="note">The <see cref="LoginNote"/> for the sign-in.</param>
    public async Task<IResult> BeginAsync(HttpContext context, OAuthBeginOptions options, string note = "")
    {
        if (await PrepareAsync(context) is { } down)
            return down;
        if (_source.FindLoginFault() is { } fault)
            return CreateDownPage(context, fault);
        var completed = options with
        {
            // The logins of one browser share a key, by which a store bounds their number.
            BrowserKey = _cookies.ReadNewest(context),
            Services = options.Services ?? context.RequestServices,
            ReturnUrl = options.ReturnUrl == "/" ? Paths.StartPage : options.ReturnUrl,
        };
        var login = await Dance.BeginAsync(GetUser(context), completed, context.RequestAborted);
        if (login.CookieName is { } name)
            _cookies.Write(context, name, login.BrowserKey, note);
        return login.Response.ToResult();
    }

    public async Task BeginAsync(HttpContext context)
    {
        if (await PrepareAsync(context) is { } down)
        {
            await down.ExecuteAsync(context);
            return;
        }
        var isPost = HttpMethods.IsPost(context.Request.Method);
        var form = isPost ? await PostedForm.ReadAsync(context) : null;
        string? requested = (string?)form?["returnUrl"] ?? context.Request.Query["returnUrl"];
        var returnUrl = string.IsNullOrEmpty(requested) ? Paths.StartPage : DancePaths.EscapeQuery(requested);
        // An invalid anti-forgery token is a stale tab or an attack. The button lets a user go on and gives an attacker
        // nothing.
        var isWanted = isPost ? await IsAntiforgeryValidAsync(context, form) : IsUserNavigation(context);
        var buttonStatus = isPost ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
        var (note, scopes) = _challenge.Read(form);
        var options = new OAuthBeginOptions { ReturnUrl = returnUrl, Scopes = scopes };
        var result = isWanted
            ? await BeginAsync(context, options with { IsAntiForgeryChecked = true }, note)
            : CreateButtonPage(context, options, buttonStatus, note);
        await result.ExecuteAsync(context);
    }

    public async Task FinishAsync(HttpContext context)
    {
        if (await PrepareAsync(context) is { } down)
        {
            await down.ExecuteAsync(context);
            return;
        }
        var posted = HttpMethods.IsPost(context.Request.Method) ? await PostedCallback.ReadAsync(context) : null;
        if (posted is { NeedsRepost: true })
        {
            await RepostPage.Create(context, Title, posted.Text).ExecuteAsync(context);
            return;
        }
        var callback = posted?.Callback ?? OAuthCallback.FromUrl(context.Request.QueryString.Value ?? "");
        var outcome = await FinishAsync(context, callback);
        // The page that posts again makes a redirect look like one of the application's own, whichever site has posted.
        if (posted is not null)
            _posted.Write(context);
        if (!await SignInAsync(context, callback, outcome))
            await outcome.Response.ToResult().ExecuteAsync(context);
    }

    public IResult CreateButtonPage(HttpContext context, OAuthBeginOptions options, int status, string note)
    {
        context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        var tokens = _antiforgery.GetAndStoreTokens(context);
        (string, string)[] fields =
        [
            (tokens.FormFieldName, tokens.RequestToken ?? ""), ("returnUrl", options.ReturnUrl),
            (ChallengeField.Name, _challenge.Write(note, options.Scopes)),
        ];
        return ButtonPage.Create(Title, Paths.BeginPath, fields, status);
    }

    /// <summary>
    /// Whether Fetch Metadata headers say that the user wants to see a page, and came from the application's own page
    /// or typed the address. Browsers that send no such headers get the button, and so do a browser that looks ahead
    /// and one where a callback was just posted.
    /// </summary>
    public bool IsUserNavigation(HttpContext context)
    {
        var headers = context.Request.Headers;
        return AllowsCrossSiteLogins
            || ((string?)headers["Sec-Fetch-Site"] is "same-origin" or "none"
                && (string?)headers["Sec-Fetch-Mode"] is "navigate"
                && !PrefetchHeaders.Any(headers.ContainsKey)
                && !_posted.IsIn(context));
    }

    private IResult CreateDownPage(HttpContext context, OAuthError error) =>
        ProviderDownPage.Create(context, _options.DisplayName ?? Name, error);

    private async Task<OAuthOutcome> FinishAsync(HttpContext context, OAuthCallback callback)
    {
        var login = Dance.FindCookieName(callback);
        var outcome = await Dance.FinishAsync(
            callback.WithHeaders(name => context.Request.Headers[name]),
            _cookies.Read(context, login),
            new() { User = GetUser(context), Services = context.RequestServices },
            context.RequestAborted);
        if (login is not null && IsOver(outcome))
            _cookies.Expire(context, login, Dance.Options.ReplayWindow);
        return outcome;
    }

    // A refused callback, or a store that failed, may leave the login as it was.
    private static bool IsOver(OAuthOutcome outcome) =>
        outcome is not ({ Kind: OAuthOutcomeKind.Refused } or { Error.Code: OAuthErrorCode.StoreFailed });

    /// <summary>Logs in the user of an outcome, with the application's own method.</summary>
    /// <returns>Whether that method has written a response.</returns>
    private async ValueTask<bool> SignInAsync(HttpContext context, OAuthCallback callback, OAuthOutcome outcome)
    {
        if (outcome is not { Error: null, User.IsKnown: true })
            return false;
        if (Dance.FindCookieName(callback) is { } login)
            context.Features.Set(new LoginNote(_cookies.ReadNote(context, login)));
        var before = context.Response.StatusCode;
        await _options.SignIn(context, outcome);
        return context.Response.HasStarted || context.Response.StatusCode != before;
    }

    private async ValueTask<bool> IsAntiforgeryValidAsync(HttpContext context, IFormCollection? form)
    {
        if (AllowsCrossSiteLogins)
            return true;
        // A sibling site can set an anti-forgery cookie of its own, and post the token that belongs to it.
        if ((string?)context.Request.Headers["Sec-Fetch-Site"] is not (null or "same-origin"))
            return false;
        // Reading the form again, after it could not be read, would throw.
        var isUnreadable = form is null && context.Request.HasFormContentType;
        return !isUnreadable && await _antiforgery.IsRequestValidAsync(context);
    }
}
