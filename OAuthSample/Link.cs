namespace OAuthSample;

/// <summary>An account at a provider that a user logs in with.</summary>
internal sealed class Link
{
    public required string Provider { get; set; }

    /// <summary>
    /// The name of the account. With a real provider use its id, because a name may pass to another account.
    /// </summary>
    public required string Login { get; set; }

    public Guid PersonId { get; set; }
}
