using System.Net.Http.Headers;
using Flurl.Http;
using OAuthClient;
using OAuthClient.Http;

namespace Benchmarks.Contenders.Client;

/// <summary>
/// The same call of an API in several ways: with the same address, headers and transport, and a client created once.
/// </summary>
internal static class ApiCalls
{
    public const string BareFlurl = "Flurl with a bearer header";
    public const string User = "a user's session";
    public const string Application = "an application session";
    public const string BareHttpClient = "HttpClient with a bearer header";
    private const string Path = "user";
    private const string UserAgent = "OAuthSignals/0.1";

    /// <summary>The header is set by hand for each request.</summary>
    public static Contender Flurl()
    {
        var server = new MemoryServer();
        var client = new FlurlClient(new HttpClient(server), MemoryServer.Site).WithHeader("User-Agent", UserAgent);
        return CreateContender(
            BareFlurl, server, () => client.Request(Path).WithOAuthBearerToken(MemoryServer.AccessToken).GetAsync());
    }

    public static Contender Session(string name = Contender.Ours)
    {
        var server = new MemoryServer();
        var session = Login.DanceWithToken(server).Session(Login.User);
        return CreateContender(name, server, () => session.Request(Path).GetAsync());
    }

    /// <summary>The calls of the program itself, whose token is at hand.</summary>
    public static Contender ApplicationSession()
    {
        var server = new MemoryServer();
        var session = Login.DanceWithToken(server).ApplicationSession();
        session.GetTokenAsync().AsTask().GetAwaiter().GetResult();
        return CreateContender(Application, server, () => session.Request(Path).GetAsync());
    }

    /// <summary>A new session for every few calls, as in a web program.</summary>
    public static Contender NewSession(int calls)
    {
        var server = new MemoryServer();
        var dance = Login.DanceWithToken(server);
        var session = dance.Session(Login.User);
        var made = 0;
        return CreateContender($"a session for {calls}", server, () =>
        {
            if (made++ % calls == 0)
                session = dance.Session(Login.User);
            return session.Request(Path).GetAsync();
        });
    }

    /// <summary>The header is set by hand for each request.</summary>
    public static Contender HttpClient()
    {
        var server = new MemoryServer();
        return CreateContender(
            BareHttpClient, server, Client(server), () => new("Bearer", MemoryServer.AccessToken));
    }

    public static Contender Handler()
    {
        var server = new MemoryServer();
        var handler = new OAuthHandler(Login.DanceWithToken(server).Session(Login.User));
        return CreateContender(Contender.Ours, server, Client(handler), () => null);
    }

    private static HttpClient Client(HttpMessageHandler handler)
    {
        var client = new HttpClient(handler);
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent);
        return client;
    }

    private static Contender CreateContender(
        string name, MemoryServer server, HttpClient client, Func<AuthenticationHeaderValue?> authorization)
    {
        var address = new Uri($"{MemoryServer.Site}/{Path}");
        return new(name, (_, count) => RunChecked(name, server, count, () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Authorization = authorization();
            SynchronousCompletion.Require(client.SendAsync(request)).Dispose();
        }), []);
    }

    private static Contender CreateContender(string name, MemoryServer server, Func<Task<IFlurlResponse>> call) =>
        new(
            name,
            (_, count) => RunChecked(name, server, count, () => SynchronousCompletion.Require(call()).Dispose()),
            []);

    private static void RunChecked(string name, MemoryServer server, int count, Action call)
    {
        var before = server.Requests;
        for (var number = 0; number < count; number++)
            call();
        var sent = server.Requests - before;
        var headers = server.Last!.Headers;
        var hasToken = headers.Authorization?.Parameter == MemoryServer.AccessToken;
        if (sent != count || !hasToken || headers.UserAgent.ToString() != UserAgent)
            throw new WrongContenderException($"{name} sent {sent} requests, not {count}, or not as they should be");
    }
}
