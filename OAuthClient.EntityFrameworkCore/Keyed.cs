namespace OAuthClient.EntityFrameworkCore;

internal static class Keyed
{
    /// <summary>The row of one key; the primary key leads to it.</summary>
    public static IQueryable<T> At<T>(this IQueryable<T> rows, TokenKey key) where T : KeyedRow
    {
        KeyedRow.ThrowIfNoText(key);
        var (provider, client, user, account) = (key.Provider, key.ClientId, key.User.Id ?? "", key.Account);
        return rows.Where(row => row.Provider == provider && row.ClientId == client && row.UserId == user && row.Account == account);
    }
}
