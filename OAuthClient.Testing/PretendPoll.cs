namespace OAuthClient.Testing;

/// <summary>A user's decision that a client polls for. Guarded by <see cref="PretendPolls"/>.</summary>
/// <param name="clientId">The client that asks.</param>
/// <param name="scope">The scope that the client asks for.</param>
/// <param name="expiresAt">The end of the client's code.</param>
/// <param name="interval">The time between two polls.</param>
internal sealed class PretendPoll(string clientId, string scope, DateTimeOffset expiresAt, TimeSpan interval)
{
    public string ClientId => clientId;

    public string Scope => scope;

    public DateTimeOffset ExpiresAt => expiresAt;

    /// <summary>The time between two polls. It grows with each poll that comes too early.</summary>
    public TimeSpan Interval { get; set; } = interval;

    public DateTimeOffset? LastPoll { get; set; }

    /// <summary>The number of polls that have been answered.</summary>
    public int Count { get; set; }

    /// <summary>The user; null as long as the user has not allowed the request.</summary>
    public string? User { get; set; }

    public bool IsDenied { get; set; }
}
