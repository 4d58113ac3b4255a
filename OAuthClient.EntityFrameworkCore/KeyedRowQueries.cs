namespace OAuthClient.EntityFrameworkCore;

internal static class KeyedRowQueries
{
    /// <summary>The row of one key; the primary key leads to it.</summary>
    public static IQueryable<T> WithKey<T>(this IQueryable<T> rows, TokenKey key) where T : KeyedRow
    {
        KeyedRow.ThrowIfNotText(key);
        var (provider, client, user, account) = (key.Provider, key.ClientId, key.User.Id ?? "", key.Account);
        return rows.Where(row => row.Provider == provider && row.ClientId == client && row.UserId == user && row.Account == account);
    }
}
