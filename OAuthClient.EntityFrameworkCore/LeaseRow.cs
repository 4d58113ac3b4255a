namespace OAuthClient.EntityFrameworkCore;

/// <summary>A lease. A released lease keeps its row for the next holder, as long as there is a token.</summary>
internal sealed class LeaseRow : KeyedRow
{
    public const long Released = 0;

    public long Owner { get; set; }

    /// <summary>In milliseconds since 1970.</summary>
    public long ExpiresAt { get; set; }

    public static LeaseRow Create(TokenKey key, long owner)
    {
        var row = new LeaseRow { Owner = owner };
        row.SetKey(key);
        return row;
    }
}
