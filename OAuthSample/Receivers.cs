using Flurl.Http;
using OAuthClient;

namespace OAuthSample;

/// <summary>What this application makes of a login. Receivers are asked in the order in which they were connected.</summary>
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

    private static OAuthAnswer DeclineWithoutScopes(OAuthDance dance, AuthorizedArgs login) => login.Token.MissingScopes.Count == 0
        ? OAuthAnswer.NoOpinion
        : OAuthAnswer.DontStore.AndShow(Pages.ScopesMissing(login.Token.MissingScopes));

    // Makes the user, or finds them, and says whose the token is.
    private static async Task<OAuthAnswer?> LinkAsync(OAuthDance dance, AuthorizedArgs login)
    {
        if (login.Token.MissingScopes.Count > 0)
            return OAuthAnswer.NoOpinion;
        var account = await login.Session.Request("me").GetJsonAsync<Account>();
        var arrived = await login.Services!.GetRequiredService<AccountLinks>().FindOrLinkAsync(dance.Provider.Name, account.Login, AccountLinks.IdOf(login.User));
        if (arrived.Refusal is { } refusal)
            return OAuthAnswer.DontStore.AndShow(refusal);
        login.Services!.GetRequiredService<SignUp>().IsNewUser = arrived.IsNewUser;
        return OAuthAnswer.StoreFor(arrived.PersonId.ToString());
    }

    private static OAuthAnswer Welcome(OAuthDance dance, AuthorizedArgs login) => login.Services!.GetRequiredService<SignUp>().IsNewUser && login.ReturnUrl == "/"
        ? OAuthAnswer.NoOpinion.AndShow(OAuthResponse.Redirect("/welcome"))
        : OAuthAnswer.NoOpinion;
}
