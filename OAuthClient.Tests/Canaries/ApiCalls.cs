using Flurl.Http;

namespace OAuthClient.Tests.Canaries;

/// <summary>Calls of the provider's API that succeed, fail or are canceled.</summary>
internal static class ApiCalls
{
    private sealed record Profile(string Login);

    /// <summary>Makes all API calls, one after another.</summary>
    /// <returns>The exceptions that the calls threw.</returns>
    public static async Task<IReadOnlyList<Exception>> MakeAllAsync(OAuthSession session)
    {
        Func<OAuthSession, Task>[] calls =
        [
            ReadProfileAsync, DeleteUnknownPathAsync, PostToUnknownPathAsync, ReadAsWrongTypeAsync,
            CallOtherOriginAsync, CallCanceledAsync, RefreshAsync, SignOutAsync,
        ];
        var thrown = new List<Exception>();
        foreach (var call in calls)
        {
            try
            {
                await call(session);
            }
            catch (Exception failure)
            {
                thrown.Add(failure);
            }
        }
        return thrown;
    }

    public static Task PostToUnknownPathAsync(OAuthSession session) =>
        session.Request("../nothing-here").PostJsonAsync(new { a = 1 });

    private static Task ReadProfileAsync(OAuthSession session) => session.Request("me").GetJsonAsync<Profile>();

    private static Task DeleteUnknownPathAsync(OAuthSession session) =>
        session.Request("me", "more?x=1#y").DeleteAsync();

    private static Task ReadAsWrongTypeAsync(OAuthSession session) => session.Request("me").GetJsonAsync<int[]>();

    private static Task CallOtherOriginAsync(OAuthSession session) =>
        session.Request("https://evil.example/").GetAsync();

    private static async Task RefreshAsync(OAuthSession session)
    {
        if (await session.GetTokenAsync() is { } token && session.Authorization.CanReplace(token))
            await session.Authorization.ReplaceAsync(token, default);
    }

    private static async Task SignOutAsync(OAuthSession session) => await session.SignOutAsync();

    private static async Task CallCanceledAsync(OAuthSession session) =>
        await session.Request("me").GetAsync(cancellationToken: new(canceled: true));
}
