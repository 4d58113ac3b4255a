using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OAuthClient;
using OAuthClient.EntityFrameworkCore;
using OAuthClient.Redis;
using OAuthClient.Storage;
using StackExchange.Redis;

namespace Benchmarks.Contenders.Client;

/// <summary>A token store with the tokens of a number of users. <see cref="Dispose"/> deletes its data.</summary>
internal sealed class FilledStore(ITokenStore tokens, int users, Action delete) : IDisposable
{
    // The SQL statement copies one row, which is much faster than writing each token.
    private const string CopyToken = """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {0})
        INSERT INTO oauth_tokens (provider, client_id, user_id, account, version, token)
        SELECT provider, client_id, 'user-' || i, account, version, token FROM oauth_tokens, n WHERE i < {0}
        """;


    public ITokenStore Tokens => tokens;

    public int Users => users;

    public static FilledStore Memory(int users) => Fill(new MemoryTokenStore(), users, () => { });

    public static FilledStore Files(int users, bool sealing)
    {
        var folder = Directory.CreateTempSubdirectory("bench-").FullName;
        var store = sealing
            ? new FileTokenStore(folder, new StoreSeal(RandomNumberGenerator.GetBytes(32)))
            : new FileTokenStore(folder, Insecure.UnsealedTokens);
        return Fill(store, users, () => Directory.Delete(folder, recursive: true));
    }

    public static FilledStore Sqlite(int users)
    {
        var folder = Directory.CreateTempSubdirectory("bench-").FullName;
        var connection = $"Data Source={Path.Combine(folder, "tokens.db")}";
        return FillDatabase(
            options => options.UseSqlite(connection), users, () => Directory.Delete(folder, recursive: true));
    }

    public static FilledStore Postgres(string server, int users)
    {
        var connection = $"{server};Database=bench_{Environment.ProcessId}_{users}";
        return FillDatabase(options => options.UseNpgsql(connection), users, () => { });
    }

    public static FilledStore Redis(string connection, int users)
    {
        var redis = ConnectionMultiplexer.Connect(connection);
        var prefix = $"bench-{Environment.ProcessId}-{users}";
        var store = new RedisTokenStore(redis.GetDatabase(), Insecure.UnsealedTokens, prefix);
        return Fill(store, users, redis.Dispose);
    }

    public void Dispose() => delete();

    public static OAuthToken Token { get; } = new()
    {
        AccessToken = MemoryServer.AccessToken,
        RefreshToken = "ghr_1B4a2e77838347a7E420ce178F2E7c6912E16924",
        ExpiresAt = TimeProvider.System.GetUtcNow().AddDays(1),
        GrantedScopes = ["read", "write"],
    };

    private static TokenKey Key(int user) => new("example", "client", User(user), TokenKey.DefaultAccount);

    public static string User(int number) => $"user-{number}";

    private static FilledStore Fill(ITokenStore store, int users, Action delete)
    {
        // A few at a time: if more threads waited, none would be left to process the answers.
        var options = new ParallelOptions { MaxDegreeOfParallelism = 16 };
        Parallel.ForAsync(0, users, options, async (number, cancellationToken) =>
        {
            if (!await store.PutAsync(Key(number), Token, null, cancellationToken))
                throw new WrongContenderException($"{store.GetType().Name} did not take token {number}");
        }).GetAwaiter().GetResult();
        return new(store, users, delete);
    }

    private static FilledStore FillDatabase(
        Action<DbContextOptionsBuilder<OAuthDbContext>> configure, int users, Action delete)
    {
        var options = new DbContextOptionsBuilder<OAuthDbContext>();
        configure(options);
        OAuthDbContext Open() => new(options.Options);
        using (var context = Open())
        {
            context.Database.EnsureDeleted();
            context.Database.EnsureCreated();
        }
        var filled = Fill(new EntityTokenStore(Open, Insecure.UnsealedTokens), 1, () => { });
        using (var context = Open())
            context.Database.ExecuteSqlRaw(CopyToken, users);
        return new(filled.Tokens, users, () =>
        {
            using (var context = Open())
                context.Database.EnsureDeleted();
            delete();
        });
    }
}
