using OAuthClient;
using OAuthClient.Http;
using OAuthClient.OAuth1;

namespace Benchmarks.Contenders.Client;

/// <summary>Requests that get a token or a signature, without Flurl or an HttpClient around them.</summary>
internal static class Attachments
{
    public const string NoTokenName = "no token";
    public const string BearerTokenName = "bearer token";
    public const string OAuth1SignatureName = "OAuth 1 signature";
    private static readonly Uri Address = new($"{MemoryServer.Site}/user?page=2&per_page=50");

    public static Contender NoToken() => CreateContender(NoTokenName, new MemoryServer());

    public static Contender BearerToken()
    {
        var server = new MemoryServer();
        return CreateContender(BearerTokenName, new OAuthHandler(Login.DanceWithToken(server).Session(Login.User)));
    }

    public static Contender OAuth1Signature()
    {
        var provider = new OAuth1Provider
        {
            Name = "example",
            ClientId = "client",
            ClientSecret = "kd94hf93k423kf44",
            ApiBaseUrl = MemoryServer.Site,
            TemporaryCredentialEndpoint = $"{MemoryServer.Site}/request_token",
            AuthorizationEndpoint = $"{MemoryServer.Site}/authorize",
            TokenEndpoint = $"{MemoryServer.Site}/access_token",
        };
        var token = new OAuthToken { AccessToken = MemoryServer.AccessToken, TokenSecret = "pfkkdhi9sl3r4s00" };
        var dance = Login.DanceWithToken(provider, token, new MemoryServer());
        return CreateContender(OAuth1SignatureName, new OAuthHandler(dance.Session(Login.User)));
    }

    private static Contender CreateContender(string name, HttpMessageHandler handler)
    {
        var sender = new HttpMessageInvoker(handler);
        return new(name, (_, count) =>
        {
            for (var number = 0; number < count; number++)
                Send(name, sender);
        }, []);
    }

    private static void Send(string name, HttpMessageInvoker sender)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address);
        SynchronousCompletion.Require(sender.SendAsync(request, CancellationToken.None)).Dispose();
        if (request.Headers.NonValidated.Contains("Authorization") == (name == NoTokenName))
            throw new WrongContenderException($"{name}: the Authorization header is not as it should be");
    }
}
