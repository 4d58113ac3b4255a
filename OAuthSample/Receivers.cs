using Flurl.Http;
using OAuthClient;

namespace OAuthSample;

/// <summary>The receivers of this application. They are called in the order in which they were connected.</summary>
internal static class Receivers
{
    private sealed record Account(string Login);

    public static void Connect(OAuthDance dance)
    {
        dance.Signals.Authorized.Connect(DeclineWithoutScopes);
        dance.Signals.Authorized.Connect(LinkAsync);
        dance.Signals.Authorized.Connect(Welcome);
        dance.Signals.Error.Connect((_, failure) => Pages.Failed(failure.Error));
    }

    private static OAuthAnswer DeclineWithoutScopes(OAuthDance dance, AuthorizedArgs login) =>
        login.Token.MissingScopes.Count == 0
            ? OAuthAnswer.NoOpinion
            : OAuthAnswer.DontStore.AndShow(Pages.ScopesMissing(login.Token.MissingScopes));

    // Finds or creates the user, for whom the token is then stored.
    private static async Task<OAuthAnswer?> LinkAsync(OAuthDance dance, AuthorizedArgs login)
    {
        if (login.Token.MissingScopes.Count > 0)
            return OAuthAnswer.NoOpinion;
        var account = await login.Session.Request("me").GetJsonAsync<Account>();
        var links = login.Services.GetRequiredService<AccountLinks>();
        var linked = await links.FindOrLinkAsync(dance.Provider.Name, account.Login, AccountLinks.IdOf(login.User));
        if (linked.Refusal is { } refusal)
            return OAuthAnswer.DontStore.AndShow(refusal);
        login.Services.GetRequiredService<SignUp>().IsNewUser = linked.IsNewUser;
        return OAuthAnswer.StoreFor(linked.PersonId.ToString());
    }

    private static OAuthAnswer Welcome(OAuthDance dance, AuthorizedArgs login)
    {
        var isNewUser = login.Services.GetRequiredService<SignUp>().IsNewUser;
        return isNewUser && login.ReturnUrl == "/"
            ? OAuthAnswer.NoOpinion.AndShow(OAuthResponse.Redirect("/welcome"))
            : OAuthAnswer.NoOpinion;
    }
}
