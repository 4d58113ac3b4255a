namespace OAuthClient.EntityFrameworkCore;

internal static class KeyedRowQueries
{
    /// <summary>Selects the row of one token key by the primary key.</summary>
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
}
