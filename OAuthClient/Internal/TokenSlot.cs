namespace OAuthClient.Internal;

/// <summary>The place of a token in the store, and the ways to renew the token. Immutable.</summary>
/// <param name="Key">The key of the token.</param>
/// <param name="Renewals">The ways to get a new token, in the order in which they are tried.</param>
internal readonly record struct TokenSlot(TokenKey Key, TokenRenewal[] Renewals)
{
    /// <summary>The key of the token that this one is exchanged for; null when it is not exchanged.</summary>
    public TokenKey? Subject { get; init; }

    /// <summary>How many requests a renewal may send, one after the other.</summary>
    public int MaxRequests => Renewals.Select(renewal => renewal.MaxRequests).DefaultIfEmpty(1).Max();

    /// <summary>Finds the way to renew a token; null when there is none.</summary>
    /// <param name="token">The token; null when none is stored yet.</param>
    /// <param name="now">The time by the clock of the dance.</param>
    public TokenRenewal? FindRenewal(OAuthToken? token, DateTimeOffset now)
    {
        foreach (var renewal in Renewals)
        {
            if (renewal.CanRenew(token, now))
                return renewal;
        }
        return null;
    }
}
