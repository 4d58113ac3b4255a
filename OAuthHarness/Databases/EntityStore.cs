using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using OAuthClient;
using OAuthClient.EntityFrameworkCore;
using OAuthClient.Storage;
using OAuthHarness.Profiles;

namespace OAuthHarness.Databases;

/// <summary>Opens a database that Entity Framework Core reaches, and makes its tables where there are none.</summary>
internal static class EntityStore
{
    private static readonly TokenKey AnyKey = new("none", "none", OAuthUser.TheOnlyOne, TokenKey.DefaultAccount);

    public static async Task<OpenedStore> OpenAsync(
        Action<DbContextOptionsBuilder<OAuthDbContext>> configure, StoreSeal seal, CancellationToken cancellationToken)
    {
        var options = new DbContextOptionsBuilder<OAuthDbContext>();
        configure(options);
        var tokens = new EntityTokenStore(Create, seal);
        await using (var context = Create())
            await CreateTablesAsync(context, tokens, cancellationToken);
        return new(tokens, new EntityRegistrationStore(Create, seal));

        OAuthDbContext Create() => new(options.Options);
    }

    private static async Task CreateTablesAsync(
        OAuthDbContext context, EntityTokenStore tokens, CancellationToken cancellationToken)
    {
        try
        {
            if (await context.Database.EnsureCreatedAsync(cancellationToken))
                return;
        }
        // Another process makes the same tables at the same time.
        catch (DbException) when (!cancellationToken.IsCancellationRequested) { }
        try
        {
            await tokens.GetAsync(AnyKey, cancellationToken);
        }
        // EnsureCreated makes no tables in a database that has others.
        catch (DbException)
        {
            await context.GetService<IRelationalDatabaseCreator>().CreateTablesAsync(cancellationToken);
        }
    }
}
