using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OAuthClient.AspNetCore.Scheme;

/// <summary>
/// The handler of a dance's authentication scheme. It answers at the two addresses of the dance, before routing does.
/// </summary>
internal sealed class SchemeHandler(
    IOptionsMonitor<OAuthSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    IAuthenticationSchemeProvider schemes)
    : AuthenticationHandler<OAuthSchemeOptions>(options, logger, encoder), IAuthenticationRequestHandler
{
    private SchemeDance Dance => SchemeDance.Find(Context, Scheme.Name);

    public async Task<bool> HandleRequestAsync()
    {
        var dance = Dance;
        var isBegin = dance.Web.Paths.IsBegin(Request);
        if (!isBegin && !dance.Web.Paths.IsFinish(Request))
        {
            await ForgetAttemptAsync(dance);
            return false;
        }
        if (!HttpMethods.IsGet(Request.Method) && !HttpMethods.IsPost(Request.Method))
            return false;
        PrivateAnswer.KeepFromAllCaches(Context);
        await AuthenticateUserAsync(dance);
        if (isBegin)
        {
            await dance.Web.BeginAsync(Context);
            return true;
        }
        Context.Features.Set(new SchemeLogin());
        await dance.Web.FinishAsync(Context);
        return true;
    }

    /// <summary>The user who is signed in, if a login with this scheme was one of the user's.</summary>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var signedIn = await Context.AuthenticateAsync(Dance.SignInScheme);
        return signedIn is { Succeeded: true }
            && signedIn.Principal.Identities.Any(identity => identity.AuthenticationType == Scheme.Name)
            ? AuthenticateResult.Success(new(signedIn.Principal, signedIn.Properties, Scheme.Name))
            : AuthenticateResult.NoResult();
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        PrivateAnswer.KeepFromSharedCaches(Context);
        var begin = SchemeProperties.ToBeginOptions(properties, Dance.Web.Paths);
        var note = SchemeProperties.ToNote(properties);
        return properties.RedirectUri is null
            ? Dance.Challenge.ReturnHereAsync(Context, begin, note)
            : Dance.Challenge.ReturnElsewhereAsync(Context, begin, note);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Context.ForbidAsync(Dance.SignInScheme, properties);

    // Only a cookie that came back shows that a login lasts: one that the browser drops would lead to one login after
    // the other.
    private async Task ForgetAttemptAsync(SchemeDance dance)
    {
        if (dance.Challenge.IsAttempted(Context) && (await HandleAuthenticateAsync()).Succeeded)
            dance.Challenge.ForgetAttempt(Context);
    }

    // The middleware finds the user only after the handlers of all schemes have run.
    private async Task AuthenticateUserAsync(SchemeDance dance)
    {
        var scheme = await schemes.GetDefaultAuthenticateSchemeAsync();
        var current = await Context.AuthenticateAsync(scheme?.Name ?? dance.SignInScheme);
        if (current.Principal is { } principal)
            Context.User = principal;
    }
}
