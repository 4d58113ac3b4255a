namespace OAuthClient.EntityFrameworkCore;

/// <summary>A token.</summary>
internal sealed class TokenRow : KeyedRow
{
    public long Version { get; set; }

    /// <summary>In the form of StoreFormat.</summary>
    public byte[] Token { get; set; } = [];

    public static TokenRow Create(TokenKey key, long version, byte[] token)
    {
        var row = new TokenRow { Version = version, Token = token };
        row.SetKey(key);
        return row;
    }
}

/// <summary>A lease. The row stays when the lease is given back, for the next, as long as there is a token.</summary>
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

/// <summary>A pending dance, and what came of it. Times are in milliseconds since 1970, which every database can compare.</summary>
internal sealed class DanceRow
{
    /// <summary>Grows: it tells the older of two that began at the same time.</summary>
    public long Number { get; set; }

    /// <summary>A digest: a handle may be of any length, and a browser says what it likes.</summary>
    public string Handle { get; set; } = "";

    public string Browser { get; set; } = "";

    /// <summary>In the form of StoreFormat.</summary>
    public byte[] Dance { get; set; } = [];

    public string? Callback { get; set; }

    public long? TakenAt { get; set; }

    /// <summary>Drawn by whoever took it, who may not have heard that it did.</summary>
    public long? TakeId { get; set; }

    /// <summary>In the form of StoreFormat.</summary>
    public byte[]? Outcome { get; set; }

    /// <summary>Some time after it has expired, so that it can be called expired and not unknown.</summary>
    public long DeleteAfter { get; set; }
}
