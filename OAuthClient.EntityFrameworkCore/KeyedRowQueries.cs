using Microsoft.EntityFrameworkCore;

namespace OAuthClient.EntityFrameworkCore;

internal static class KeyedRowQueries
{
    /// <summary>
    /// Selects the row of a token key by the primary key. A database that compares without regard to case or accents
    /// selects the row of another key too. A statement that changes the row must therefore name what
    /// <see cref="FindRowAsync"/> has read of it and no other row has, such as its version.
    /// </summary>
    public static IQueryable<T> WithKey<T>(this IQueryable<T> rows, TokenKey key) where T : KeyedRow
    {
        KeyedRow.ThrowIfNotText(key);
        var provider = key.Provider;
        var clientId = key.ClientId;
        var userId = key.User.Id ?? "";
        var account = key.Account;
        return rows.Where(row =>
            row.Provider == provider && row.ClientId == clientId && row.UserId == userId && row.Account == account);
    }

    /// <summary>Reads the row of a token key, untracked.</summary>
    /// <exception cref="InvalidOperationException">The row is of another key.</exception>
    public static async Task<T?> FindRowAsync<T>(
        this DbContext context, TokenKey key, CancellationToken cancellationToken) where T : KeyedRow
    {
        var row = await context.Set<T>().WithKey(key).AsNoTracking().FirstOrDefaultAsync(cancellationToken)
            .ConfigureAwait(false);
        if (row is null || row.HasKey(key))
            return row;
        throw new InvalidOperationException(
            "The database takes another key for this one: give the key columns of oauth_tokens and oauth_leases "
            + "a collation that tells every character from every other.");
    }
}
