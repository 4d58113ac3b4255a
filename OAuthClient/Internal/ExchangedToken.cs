namespace OAuthClient.Internal;

/// <summary>
/// A token that was exchanged for another one lives only as long as the login of that one: both hold the same mark, and
/// a refresh keeps it.
/// </summary>
internal static class ExchangedToken
{
    private const string Mark = "exchange_lineage";

    // A store that keeps to its contract does not refuse more than a few writes in a row.
    private const int MaxAttempts = 5;

    /// <summary>Gets the exchanged token; exchanges anew when the subject token is not of the same login.</summary>
    /// <exception cref="AuthorizationRequiredException">There is no subject token any more.</exception>
    public static async ValueTask<OAuthToken?> GetAsync(
        OAuthDance dance, TokenSlot slot, CancellationToken cancellationToken)
    {
        var exchanged = await dance.Refresher.ReadStoredTokenAsync(slot.Key, cancellationToken).ConfigureAwait(false);
        var subject = await dance.Refresher.ReadStoredTokenAsync(slot.Subject!.Value, cancellationToken)
            .ConfigureAwait(false);
        var isSameLogin = exchanged is null || (subject is not null && FindMark(exchanged) == FindMark(subject));
        return isSameLogin
            ? await dance.Refresher.GetFreshAsync(slot, cancellationToken).ConfigureAwait(false)
            : await dance.Refresher.ExchangeAnewAsync(slot, exchanged!, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives the stored subject token a mark, unless it has one.</summary>
    /// <returns>The stored token, with the mark.</returns>
    /// <exception cref="AuthorizationRequiredException">There is no such token.</exception>
    public static async ValueTask<OAuthToken> MarkAsync(OAuthDance dance, TokenKey key)
    {
        var tokens = dance.Dependencies.Tokens;
        var stored = await ReadAsync(dance, key).ConfigureAwait(false);
        if (!FindMark(stored.Token).IsEmpty)
            return stored.Token;
        // A refresh that has spent its refresh token must find the record as it left it.
        var lifetime = (dance.Options.EndpointTimeout * 3) + TimeSpan.FromSeconds(10);
        var taken = await tokens.LeaseAsync(key, lifetime).ConfigureAwait(false);
        var lease = new RenewalLease(taken, lifetime, dance.Options.Time);
        await using var held = lease.ConfigureAwait(false);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            stored = await ReadAsync(dance, key).ConfigureAwait(false);
            if (!FindMark(stored.Token).IsEmpty)
                return stored.Token;
            var marked = Add(stored.Token, UnguessableText.Create(dance.Options.Random));
            if (await tokens.PutAsync(key, marked, stored.Version).ConfigureAwait(false))
                return marked;
        }
        throw OAuthException.Failed(
            OAuthErrorCode.StoreFailed,
            $"The token store refused {MaxAttempts} times to replace the version it had just given.");
    }

    /// <summary>Adds the mark of the subject token to the exchanged one.</summary>
    public static OAuthToken CopyMark(OAuthToken subject, OAuthToken exchanged) => Add(exchanged, FindMark(subject));

    private static async ValueTask<StoredToken> ReadAsync(OAuthDance dance, TokenKey key) =>
        await dance.Dependencies.Tokens.GetAsync(key).ConfigureAwait(false)
        ?? throw AuthorizationRequiredException.NoToken(dance, key);

    private static OAuthToken Add(OAuthToken token, Secret mark) => token with
    {
        Data = new Dictionary<string, Secret>(token.Data, StringComparer.Ordinal) { [Mark] = mark },
    };

    private static Secret FindMark(OAuthToken token) => token.Data.GetValueOrDefault(Mark);
}
