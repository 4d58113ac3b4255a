using System.Transactions;
using Microsoft.EntityFrameworkCore;

namespace OAuthClient.EntityFrameworkCore;

/// <summary>Does each piece of work in a context of its own, and outside of any transaction of the host's: what is stored stays. Thread-safe.</summary>
internal sealed class Database(Func<DbContext> contexts)
{
    private const int Attempts = 3;

    public async Task<T> RunAsync<T>(Func<DbContext, Task<T>> work)
    {
        // A host that rolls back would bring a refresh token back that is spent.
        using var outside = new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        var context = contexts();
        await using (context.ConfigureAwait(false))
        {
            var done = await work(RequireTables(context)).ConfigureAwait(false);
            outside.Complete();
            return done;
        }
    }

    /// <summary>Inserts a row.</summary>
    /// <returns>False when its key is taken.</returns>
    public async Task<bool> InsertAsync<T>(T row, Func<DbContext, Task<bool>> isTaken, CancellationToken cancellationToken) where T : class
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RunAsync(context => SaveAsync(context, row, cancellationToken)).ConfigureAwait(false);
            }
            // Each database has its own way to say that a key is taken; so look. If it isn't, it may have been a moment ago.
            catch (DbUpdateException) when (attempt < Attempts)
            {
                if (await RunAsync(isTaken).ConfigureAwait(false))
                    return false;
            }
        }
    }

    private static async Task<bool> SaveAsync<T>(DbContext context, T row, CancellationToken cancellationToken) where T : class
    {
        context.Set<T>().Add(row);
        return await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false) > 0;
    }

    private static DbContext RequireTables(DbContext context) => context.Model.FindEntityType(typeof(TokenRow)) is not null
        ? context
        : throw new InvalidOperationException($"{context.GetType().Name} has no tables for OAuth: call modelBuilder.UseOAuthStores() in its OnModelCreating.");
}
