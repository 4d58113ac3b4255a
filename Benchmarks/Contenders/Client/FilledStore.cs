using Microsoft.EntityFrameworkCore;
using OAuthClient;
using OAuthClient.EntityFrameworkCore;
using OAuthClient.Redis;
using OAuthClient.Storage;
using StackExchange.Redis;

namespace Benchmarks.Contenders.Client;

/// <summary>A token store that holds the tokens of so many users, 1 to N. It goes with <see cref="Dispose"/>.</summary>
internal sealed class FilledStore(ITokenStore tokens, int users, Action drop) : IDisposable
{
    public ITokenStore Tokens => tokens;

    public int Users => users;

    public static FilledStore Memory(int users) => Fill(new MemoryTokenStore(), users, () => { });

    public static FilledStore Files(int users, bool sealing)
    {
        var folder = Directory.CreateTempSubdirectory("bench-").FullName;
        var store = sealing ? new FileTokenStore(folder, new StoreSeal(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32))) : new FileTokenStore(folder, Insecure.UnsealedTokens);
        return Fill(store, users, () => Directory.Delete(folder, recursive: true));
    }

    public static FilledStore Sqlite(int users)
    {
        var folder = Directory.CreateTempSubdirectory("bench-").FullName;
        return FillDatabase(options => options.UseSqlite($"Data Source={Path.Combine(folder, "tokens.db")}"), users, () => Directory.Delete(folder, recursive: true));
    }

    public static FilledStore Postgres(string connection, int users) =>
        FillDatabase(options => options.UseNpgsql($"{connection};Database=bench_{Environment.ProcessId}_{users}"), users, () => { });

    public static FilledStore Redis(string connection, int users)
    {
        var redis = ConnectionMultiplexer.Connect(connection);
        return Fill(new RedisTokenStore(redis.GetDatabase(), Insecure.UnsealedTokens, $"bench-{Environment.ProcessId}-{users}"), users, redis.Dispose);
    }

    public void Dispose() => drop();

    public static OAuthToken Token { get; } = new()
    {
        AccessToken = MemoryServer.AccessToken,
        RefreshToken = "ghr_1B4a2e77838347a7E420ce178F2E7c6912E16924",
        ExpiresAt = TimeProvider.System.GetUtcNow().AddDays(1),
        GrantedScopes = ["read", "write"],
    };

    private static TokenKey Key(int user) => new("example", "client", User(user), TokenKey.DefaultAccount);

    public static string User(int number) => $"user-{number}";

    private static FilledStore Fill(ITokenStore store, int users, Action drop)
    {
        // Waited for in a few at a time: a thread that waits for each would leave none for the answers.
        Parallel.ForAsync(0, users, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, cancellationToken) =>
        {
            if (!await store.PutAsync(Key(number), Token, null, cancellationToken))
                throw new WrongContenderException($"{store.GetType().Name} did not take token {number}");
        }).GetAwaiter().GetResult();
        return new(store, users, drop);
    }

    // A statement copies one row, which is faster by far than to write each.
    private static FilledStore FillDatabase(Action<DbContextOptionsBuilder<OAuthDbContext>> use, int users, Action drop)
    {
        const string Copy = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {0})
            INSERT INTO oauth_tokens (provider, client_id, user_id, account, version, token)
            SELECT provider, client_id, 'user-' || i, account, version, token FROM oauth_tokens, n WHERE i < {0}
            """;
        var options = new DbContextOptionsBuilder<OAuthDbContext>();
        use(options);
        OAuthDbContext Open() => new(options.Options);
        using (var context = Open())
        {
            context.Database.EnsureDeleted();
            context.Database.EnsureCreated();
        }
        var filled = Fill(new EntityTokenStore(Open, Insecure.UnsealedTokens), 1, () => { });
        using (var context = Open())
            context.Database.ExecuteSqlRaw(Copy, users);
        return new(filled.Tokens, users, () =>
        {
            using (var context = Open())
                context.Database.EnsureDeleted();
            drop();
        });
    }
}
