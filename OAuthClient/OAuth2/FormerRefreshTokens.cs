namespace OAuthClient.OAuth2;

/// <summary>
/// Keeps a refresh token beside the one that was found in a failed answer: a text that looked like a new token may be
/// an echo of the request, and then the former token is the good one.
/// </summary>
internal static class FormerRefreshTokens
{
    private const string DataName = "former_refresh_tokens";
    private const int MaxCount = 4;

    // No token that can be sent holds a space.
    private const char Separator = ' ';

    /// <summary>Puts a new refresh token in the place of the one that a token has, which is kept beside it.</summary>
    public static OAuthToken Replace(OAuthToken token, Secret refreshToken) => token with
    {
        RefreshToken = refreshToken,
        RefreshTokenExpiresAt = null,
        Data = WithFormer(token.Data, [token.RefreshToken, .. Find(token)]),
    };

    /// <summary>The former refresh tokens of a token, the latest first.</summary>
    public static Secret[] Find(OAuthToken token) =>
        token.Data.TryGetValue(DataName, out var former)
            ? [.. former.Reveal().Split(Separator).Select(text => (Secret)text)]
            : [];

    /// <summary>The token with its latest former refresh token; null when it has none.</summary>
    public static OAuthToken? Restore(OAuthToken token) => Find(token) is [var latest, .. var earlier]
        ? token with
        {
            RefreshToken = latest,
            Data = WithFormer(token.Data, earlier),
        }
        : null;

    /// <summary>The token without former refresh tokens.</summary>
    public static OAuthToken Forget(OAuthToken token) => token with { Data = Drop(token.Data) };

    /// <summary>The data without former refresh tokens.</summary>
    public static IReadOnlyDictionary<string, Secret> Drop(IReadOnlyDictionary<string, Secret> data) =>
        data.ContainsKey(DataName) ? WithFormer(data, []) : data;

    private static Dictionary<string, Secret> WithFormer(
        IReadOnlyDictionary<string, Secret> data, Secret[] former)
    {
        var all = new Dictionary<string, Secret>(data, StringComparer.Ordinal);
        all.Remove(DataName);
        if (former.Length > 0)
            all[DataName] = string.Join(Separator, former.Take(MaxCount).Select(token => token.Reveal()));
        return all;
    }
}
