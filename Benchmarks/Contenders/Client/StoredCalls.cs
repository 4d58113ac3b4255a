using Flurl.Http;
using OAuthClient;

namespace Benchmarks.Contenders.Client;

/// <summary>A call of an API by a session of its own, whose token is read from a store: each time another user's, in an order without a pattern.</summary>
internal static class StoredCalls
{
    // A prime: whatever the number of users, all of them come.
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
            if (server.Requests - before != count || server.Last!.Headers.Authorization?.Parameter != MemoryServer.AccessToken)
                throw new WrongContenderException($"{name} did not send {count} requests with the token");
        }, []);
    }
}
