using System.Net.Http.Headers;

namespace Benchmarks.Contenders.Client;

/// <summary>
/// The floor of a dance: the one request that every client has to send. The response is not even parsed as JSON.
/// </summary>
internal static class BarePost
{
    public const string Name = "one bare POST";

    public static Contender Dance()
    {
        var client = new HttpClient(new MemoryServer());
        var endpoint = new Uri($"{MemoryServer.Site}/token");
        var form = "grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA"
            + $"&redirect_uri={Uri.EscapeDataString(Login.RedirectUri)}&code_verifier={new string('v', 43)}"
            + "&client_id=client&client_secret=secret";
        return new(Name, (_, count) =>
        {
            for (var number = 0; number < count; number++)
                Post(client, endpoint, form);
        }, []);
    }

    private static void Post(HttpClient client, Uri endpoint, string form)
    {
        using var content = new StringContent(form, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        using var answer = SynchronousCompletion.Require(client.PostAsync(endpoint, content));
        var body = SynchronousCompletion.Require(answer.Content.ReadAsStringAsync());
        if (!body.Contains(MemoryServer.AccessToken, StringComparison.Ordinal))
            throw new WrongContenderException("the bare POST brought no token");
    }
}
