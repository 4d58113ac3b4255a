using OAuthClient;
using OAuthClient.Http;
using OAuthClient.OAuth1;
using OAuthClient.Storage;
using Signals;

namespace Benchmarks.Contenders.Client;

/// <summary>A token put into a request, or the request signed with it, and nothing else around: neither Flurl nor an HttpClient.</summary>
internal static class Attachments
{
    public const string None = "no token";
    public const string Bearer = "bearer token";
    public const string Signature = "OAuth 1 signature";
    private static readonly Uri Address = new($"{MemoryServer.Site}/user?page=2&per_page=50");

    public static Contender NoToken() => CreateContender(None, new MemoryServer());

    public static Contender BearerToken()
    {
        var server = new MemoryServer();
        return CreateContender(Bearer, new OAuthHandler(Login.DanceWithToken(server).Session(Login.User)));
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
        var store = new MemoryTokenStore();
        var token = new OAuthToken { AccessToken = MemoryServer.AccessToken, TokenSecret = "pfkkdhi9sl3r4s00" };
        SynchronousCompletion.Require(store.PutAsync(new(provider.Name, provider.ClientId, Login.User, TokenKey.DefaultAccount), token, null));
        var dance = new OAuthDance(provider, Login.RedirectUri, new() { Http = new MemoryServer(), Tokens = store, Signals = new SignalRegistry() });
        return CreateContender(Signature, new OAuthHandler(dance.Session(Login.User)));
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
        if (request.Headers.NonValidated.Contains("Authorization") == (name == None))
            throw new WrongContenderException($"{name}: the Authorization header is not as it should be");
    }
}
