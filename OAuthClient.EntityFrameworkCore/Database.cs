using System.Transactions;
using Microsoft.EntityFrameworkCore;

namespace OAuthClient.EntityFrameworkCore;

/// <summary>
/// Runs each piece of work in a context of its own and outside any transaction of the host, so that a write stays
/// written. Thread-safe.
/// </summary>
internal sealed class Database(Func<DbContext> contexts)
{
    private const int Attempts = 3;

    public async Task<T> RunAsync<T>(Func<DbContext, Task<T>> work)
    {
        // Rolling back the host's transaction would restore a refresh token that has been used.
        using var noTransaction = new TransactionScope(
            TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        var context = contexts();
        await using (context.ConfigureAwait(false))
        {
            var result = await work(RequireTables(context)).ConfigureAwait(false);
            noTransaction.Complete();
            return result;
        }
    }

    /// <summary>Inserts a row.</summary>
    /// <returns>False when its key is taken.</returns>
    public async Task<bool> InsertAsync<T>(
        T row, Func<DbContext, Task<bool>> isTaken, CancellationToken cancellationToken) where T : class
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RunAsync(context => SaveAsync(context, row, cancellationToken)).ConfigureAwait(false);
            }
            // Databases report a taken key in different ways, so query it. If it is free now, it may have been taken a
            // moment ago: try again.
            catch (DbUpdateException) when (attempt < Attempts)
            {
                if (await RunAsync(isTaken).ConfigureAwait(false))
                    return false;
            }
        }
    }

    private static async Task<bool> SaveAsync<T>(DbContext context, T row, CancellationToken cancellationToken)
        where T : class
    {
        context.Set<T>().Add(row);
        return await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false) > 0;
    }

    private static DbContext RequireTables(DbContext context) =>
        context.Model.FindEntityType(typeof(TokenRow)) is not null
            ? context
            : throw new InvalidOperationException(
                $"{context.GetType().Name} has no tables for OAuth: "
                + "call modelBuilder.UseOAuthStores() in its OnModelCreating.");
}
