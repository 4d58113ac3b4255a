namespace OAuthClient.EntityFrameworkCore;

/// <summary>
/// A pending dance and its outcome. Times are in milliseconds since 1970, which every database can compare.
/// </summary>
internal sealed class DanceRow
{
    /// <summary>Ascending: it orders dances that began at the same time.</summary>
    public long Number { get; set; }

    /// <summary>A digest of the dance's id, because an id may have any length.</summary>
    public string IdDigest { get; set; } = "";

    public string BrowserDigest { get; set; } = "";

    /// <summary>The dance as StoreFormat writes it.</summary>
    public byte[] Dance { get; set; } = [];

    public string? Callback { get; set; }

    public long? TakenAt { get; set; }

    /// <summary>Random: by it a caller learns that an attempt whose answer was lost has taken the dance.</summary>
    public long? TakeId { get; set; }

    /// <summary>The outcome as StoreFormat writes it.</summary>
    public byte[]? Outcome { get; set; }

    /// <summary>
    /// Some time after the dance has expired, so that a late callback is called expired and not unknown.
    /// </summary>
    public long DeleteAfter { get; set; }
}
