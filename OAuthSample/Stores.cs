using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using OAuthClient;
using OAuthClient.EntityFrameworkCore;
using OAuthClient.Redis;
using OAuthClient.Storage;
using StackExchange.Redis;

namespace OAuthSample;

/// <summary>The stores of tokens, pending dances and keys: on this machine, or shared by a farm.</summary>
internal static class Stores
{
    public static void AddLocalStores(this IServiceCollection services, IConfiguration configuration)
    {
        var seal = Seal(configuration);
        services.AddSingleton<ITokenStore>(application => new EntityTokenStore(ContextFactory(application), seal));
        services.AddSingleton<IPendingDanceStore>(application =>
            new EntityPendingDanceStore(ContextFactory(application)));
    }

    public static async Task AddSharedStoresAsync(
        this IServiceCollection services, string connection, IConfiguration configuration)
    {
        if (configuration["TokenKeys"] is null)
        {
            throw new InvalidOperationException(
                "A farm needs TokenKeys, the same on each machine: a machine reads tokens that another has encrypted.");
        }
        var redis = await ConnectionMultiplexer.ConnectAsync(connection);
        services.AddSingleton<ITokenStore>(new RedisTokenStore(redis.GetDatabase(), Seal(configuration)));
        services.AddSingleton<IPendingDanceStore>(new RedisPendingDanceStore(redis.GetDatabase()));
        services.AddDataProtection()
            .SetApplicationName("OAuthSample")
            .PersistKeysToStackExchangeRedis(redis, "sample:keys");
    }

    private static Func<DbContext> ContextFactory(IServiceProvider services) =>
        services.GetRequiredService<IDbContextFactory<SampleContext>>().CreateDbContext;

    // A single machine without configured keys creates a key when it first starts, and keeps it in a file.
    private static StoreSeal Seal(IConfiguration configuration)
    {
        if (configuration["TokenKeys"] is { } keys)
            return StoreSeal.Parse(keys);
        var path = Path.ChangeExtension(configuration["Database"] ?? "sample.db", ".key");
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new StreamWriter(path, options);
            file.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }
        return StoreSeal.Parse(File.ReadAllText(path));
    }
}
