namespace OAuthClient.EntityFrameworkCore;

/// <summary>The database row of a registration.</summary>
internal sealed class RegistrationRow
{
    public const int NameLength = 64;

    /// <summary>The name of the key, as StoreFormat gives it: no database takes one for another.</summary>
    public string Name { get; set; } = "";

    public long Version { get; set; }

    /// <summary>The registration as StoreFormat writes it.</summary>
    public byte[] Registration { get; set; } = [];
}
