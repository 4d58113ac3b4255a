using OAuthClient;

namespace OAuthWorker;

/// <summary>Logs the only user in, once: the store keeps the token, and the worker keeps it fresh.</summary>
internal static class FirstLogin
{
    public static async Task RunAsync(OAuthDance dance)
    {
        if (await dance.Session(OAuthUser.TheOnlyOne).IsAuthorizedAsync())
            return;
        var login = await dance.BeginAsync(OAuthUser.TheOnlyOne);
        Console.WriteLine($"Open {login.AuthorizationUrl}");
        Console.WriteLine("and paste the whole address where you end up, with ?code=…&state=…. The page need not load:");
        var callback = OAuthCallback.FromUrl(Console.ReadLine() ?? "");
        var outcome = await dance.FinishAsync(callback, login.BrowserKey);
        if (!outcome.IsStored)
            throw new InvalidOperationException($"The login failed: {outcome.Explanation}");
    }
}
