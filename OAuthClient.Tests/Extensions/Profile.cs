using System.Net.Http.Json;

namespace OAuthClient.Tests.Extensions;

/// <summary>The pretend API's answer about the owner of the token.</summary>
internal sealed record Profile(string Login)
{
    private static readonly Uri Me = new("me", UriKind.Relative);

    /// <summary>Calls the API for one user, and returns the name of the token's owner.</summary>
    public static async Task<string> ReadLoginAsync(HttpClient client, OAuthUser user)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Me).ForUser(user);
        return await ReadLoginAsync(await client.SendAsync(request));
    }

    /// <summary>Calls the API without naming a user.</summary>
    public static async Task<string> ReadLoginAsync(HttpClient client) =>
        await ReadLoginAsync(await client.GetAsync(Me));

    private static async Task<string> ReadLoginAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            answer.EnsureSuccessStatusCode();
            return (await answer.Content.ReadFromJsonAsync<Profile>())!.Login;
        }
    }
}
