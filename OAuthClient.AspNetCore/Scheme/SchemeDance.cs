using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OAuthClient.AspNetCore.Scheme;

/// <summary>A dance whose logins learn the user from the provider, and sign the user in.</summary>
internal sealed class SchemeDance(
    WebDance web, OAuthSchemeOptions options, string signInScheme, IHttpContextAccessor requests)
{
    private readonly UserProfile _profile = new(options, web.Dance);

    public WebDance Web => web;

    public WebChallenge Challenge { get; } = new(web);

    public string SignInScheme => signInScheme;

    private string Name => web.Dance.Provider.Name;

    public static SchemeDance Find(HttpContext context, string name) =>
        context.RequestServices.GetRequiredKeyedService<SchemeDance>(name);

    /// <exception cref="InvalidOperationException">The options lack a part; the message says what to write.</exception>
    public static SchemeDance Create(IServiceProvider services, string name)
    {
        var web = OAuthServices.Find(services, name);
        var options = services.GetRequiredService<IOptionsMonitor<OAuthSchemeOptions>>().Get(name);
        var path = options.LoginPath ?? $"/login/{name}";
        SchemeCheck.ThrowIfInvalid(options, path, web.Dance.Provider);
        var signInScheme = SignInSchemes.Find(services, options.SignInScheme, name);
        web.Paths.Reserve(path);
        web.Paths.SetRoutes(path, web.Paths.FinishRoute);
        var created = new SchemeDance(web, options, signInScheme, services.GetRequiredService<IHttpContextAccessor>());
        web.Dance.Signals.Authorized.Connect(async (_, login) => await created.FindUserAsync(login));
        return created;
    }

    /// <summary>Signs in the user of a login that ended well.</summary>
    public async ValueTask SignInAsync(HttpContext context, OAuthOutcome outcome)
    {
        var login = context.Features.Get<SchemeLogin>() ?? new();
        var current = await context.AuthenticateAsync(signInScheme);
        var known = FindIdentities(current.Principal, outcome.User);
        var others = ChangedClaims.Remove(known.Where(identity => identity.AuthenticationType != Name));
        // The receivers of a repeated callback ran for the first one, perhaps on another machine.
        if (login.Identity is null && known.Any(identity => identity.AuthenticationType == Name))
            return;
        // The user of a repeated callback whose account cannot be read logs in once more.
        if ((login.Identity ?? await TryReadAsync(context, outcome)) is not { } account)
            return;
        NameUser(account, outcome.User);
        var principal = new ClaimsPrincipal([.. others, account]);
        if (options.ChangePrincipal is { } change)
            principal = await ChangedClaims.AddAsync(principal, known => change(known, context.RequestServices));
        ThrowIfNotFoundAgain(context, principal, outcome.User);
        var begun = SchemeProperties.FromNote(context.Features.Get<LoginNote>());
        var properties = others.Length > 0 ? current.Properties : begun;
        await context.SignInAsync(signInScheme, principal, properties);
    }

    private async ValueTask<ClaimsIdentity?> TryReadAsync(HttpContext context, OAuthOutcome outcome)
    {
        try
        {
            return await _profile.ReadAsync(web.Dance.Session(outcome.User, outcome.Account));
        }
        catch (InvalidOperationException failure)
        {
            WebLog.ProfileUnread(context.RequestServices, failure, Name);
            return null;
        }
    }

    // The token is stored for that user, and no later request would find it.
    private void ThrowIfNotFoundAgain(HttpContext context, ClaimsPrincipal principal, OAuthUser user)
    {
        var former = context.User;
        context.User = principal;
        var found = web.GetUser(context);
        context.User = former;
        if (found == user)
            return;
        throw new InvalidOperationException(
            $"The token of '{Name}' is stored for one user, and the cookie would name another. ChangePrincipal leaves "
            + "NameIdentifier as it is; set FindUser of AddOAuthSignals to say whose account it is, and User of the dance only "
            + "to a delegate that reads NameIdentifier.");
    }

    private async ValueTask<OAuthAnswer> FindUserAsync(AuthorizedArgs login)
    {
        // A login outside of the scheme's callback signs no user in.
        if (requests.HttpContext is not { } request || request.Features.Get<SchemeLogin>() is not { } current)
            return OAuthAnswer.NoOpinion;
        current.Identity = await _profile.ReadAsync(login.Session);
        if (options.FindUser is { } find)
        {
            var user = await find(login, current.Identity);
            return user.IsKnown ? OAuthAnswer.StoreFor(user) : OAuthAnswer.NoOpinion;
        }
        var signedIn = await request.AuthenticateAsync(signInScheme);
        var identities = FindIdentities(signedIn.Principal, login.User);
        return DefaultUser.Find(web.Dance.Provider, login.User, identities, current.Identity);
    }

    // Tokens are found by this claim. The provider's own id is not a key: two providers may have a user 42.
    private void NameUser(ClaimsIdentity account, OAuthUser user)
    {
        var issuer = options.ClaimsIssuer ?? Name;
        var id = UserProfile.FindId(account)!;
        foreach (var claim in account.FindAll(ClaimTypes.NameIdentifier).ToArray())
            account.RemoveClaim(claim);
        account.AddClaim(new(OAuthSchemeOptions.AccountClaimType, id, ClaimValueTypes.String, issuer));
        account.AddClaim(new(ClaimTypes.NameIdentifier, user.Id, ClaimValueTypes.String, issuer));
    }

    // A user who links another account keeps the claims that the application and other providers gave.
    private static ClaimsIdentity[] FindIdentities(ClaimsPrincipal? principal, OAuthUser user) =>
        user.IsKnown && principal?.FindFirst(ClaimTypes.NameIdentifier)?.Value == user.Id
            ? [.. principal!.Identities]
            : [];
}
