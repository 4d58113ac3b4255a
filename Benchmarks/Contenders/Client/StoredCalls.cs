using Flurl.Http;
using OAuthClient;

namespace Benchmarks.Contenders.Client;

/// <summary>Calls of an API, each by a new session of another user, whose token is read from a store.</summary>
internal static class StoredCalls
{
    // A prime: whatever the number of users, all of them are visited.
    private const int Stride = 7_919;

    public static Contender Of(string name, FilledStore store)
    {
        var server = new MemoryServer();
        var dance = Login.Dance(server, store.Tokens);
        var number = 0;
        return new(name, (_, count) =>
        {
            var before = server.Requests;
            for (var call = 0; call < count; call++)
            {
                number = (number + Stride) % store.Users;
                dance.Session(FilledStore.User(number)).Request("user").GetAsync().GetAwaiter().GetResult().Dispose();
            }
            var hasToken = server.Last!.Headers.Authorization?.Parameter == MemoryServer.AccessToken;
            if (server.Requests - before != count || !hasToken)
                throw new WrongContenderException($"{name} did not send {count} requests with the token");
        }, []);
    }
}
