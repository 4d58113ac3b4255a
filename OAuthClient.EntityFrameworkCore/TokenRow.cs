namespace OAuthClient.EntityFrameworkCore;

/// <summary>The database row of a token.</summary>
internal sealed class TokenRow : KeyedRow
{
    public long Version { get; set; }

    /// <summary>The token as StoreFormat writes it.</summary>
    public byte[] Token { get; set; } = [];

    public static TokenRow Create(TokenKey key, long version, byte[] token)
    {
        var row = new TokenRow { Version = version, Token = token };
        row.SetKey(key);
        return row;
    }
}
