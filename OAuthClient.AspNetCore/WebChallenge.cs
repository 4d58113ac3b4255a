using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>
/// Answers a request that needs a login: with the redirect to the provider when the user's own navigation shows, and
/// with the page with a button otherwise.
/// </summary>
internal sealed class WebChallenge(WebDance web)
{
    private readonly MinuteCookie _attempt = new($"oauth-tried-{web.Name}", web.IsSecure);

    /// <summary>Begins a login that returns to the requested page.</summary>
    public async Task ReturnHereAsync(HttpContext context, OAuthBeginOptions options, string note = "")
    {
        var isGet = HttpMethods.IsGet(context.Request.Method);
        // The redirect happens once without a click: a login that gives no usable token would loop forever.
        var isFirst = isGet && web.IsUserNavigation(context) && !_attempt.IsIn(context);
        if (isFirst)
            _attempt.Write(context);
        var returnUrl = isGet ? web.Paths.PathOf(context.Request) : web.Paths.StartPage;
        await AnswerAsync(context, options with { ReturnUrl = returnUrl }, note, isFirst);
    }

    /// <summary>Begins a login that the application's own endpoint asks for, with a return URL.</summary>
    public Task ReturnElsewhereAsync(HttpContext context, OAuthBeginOptions options, string note) =>
        AnswerAsync(context, options, note, web.IsUserNavigation(context));

    /// <summary>Lets a login begin by itself again, once an attempt has brought a token.</summary>
    public bool IsAttempted(HttpContext context) => _attempt.IsIn(context);

    public void ForgetAttempt(HttpContext context) => _attempt.Delete(context);

    private async Task AnswerAsync(HttpContext context, OAuthBeginOptions options, string note, bool isWanted)
    {
        var result = isWanted
            ? await web.BeginAsync(context, options with { IsAntiForgeryChecked = true }, note)
            : web.CreateButtonPage(context, options, StatusCodes.Status401Unauthorized, note);
        await result.ExecuteAsync(context);
    }
}
