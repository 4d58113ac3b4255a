using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OAuthClient.AspNetCore.Scheme;

/// <summary>A dance whose logins learn from the provider who the user is, and sign the user in.</summary>
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
        if (options is { UserEndpoint: null, ReadProfile: null })
        {
            throw new InvalidOperationException(
                $"Where does {web.Dance.Provider.Title} say who has logged in? Name the endpoint of its API: "
                + $"AddOAuthSignals(…, scheme => scheme.UserEndpoint = \"user\"), or set scheme.ReadProfile.");
        }
        var signInScheme = SignInSchemes.Find(services, options.SignInScheme, name);
        var path = options.LoginPath ?? $"/login/{name}";
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
        var others = known.Where(identity => identity.AuthenticationType != Name).ToArray();
        // The receivers of a repeated callback ran for the first one, perhaps on another machine.
        if (login.Identity is null && others.Length < known.Length)
            return;
        var account = login.Identity ?? await _profile.ReadAsync(web.Dance.Session(outcome.User, outcome.Account));
        NameUser(account, outcome.User);
        var principal = new ClaimsPrincipal([.. others, account]);
        if (options.ChangePrincipal is { } change)
            principal = await change(principal, context.RequestServices);
        var begun = SchemeProperties.FromNote(context.Features.Get<LoginNote>());
        var properties = others.Length > 0 ? current.Properties : begun;
        await context.SignInAsync(signInScheme, principal, properties);
    }

    private async ValueTask<OAuthAnswer> FindUserAsync(AuthorizedArgs login)
    {
        // A login outside of the scheme's callback signs no user in.
        if (requests.HttpContext is not { } request || request.Features.Get<SchemeLogin>() is not { } current)
            return OAuthAnswer.NoOpinion;
        current.Identity = await _profile.ReadAsync(login.Session);
        var user = options.FindUser is { } find
            ? await find(login, current.Identity)
            : login.User.Or($"{Name}:{UserProfile.FindId(current.Identity)}");
        return user.IsKnown ? OAuthAnswer.StoreFor(user) : OAuthAnswer.NoOpinion;
    }

    // Tokens are found by this claim. The provider's own id is not a key: two providers may have a user 42.
    private void NameUser(ClaimsIdentity account, OAuthUser user)
    {
        foreach (var claim in account.FindAll(ClaimTypes.NameIdentifier).ToArray())
            account.RemoveClaim(claim);
        account.AddClaim(new(ClaimTypes.NameIdentifier, user.Id, ClaimValueTypes.String, options.ClaimsIssuer ?? Name));
    }

    // A user who links another account keeps the claims that the application and other providers gave.
    private static ClaimsIdentity[] FindIdentities(ClaimsPrincipal? principal, OAuthUser user) =>
        principal?.FindFirst(ClaimTypes.NameIdentifier)?.Value == user.Id ? [.. principal.Identities] : [];
}
