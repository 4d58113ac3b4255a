namespace OAuthClient.Refresh;

/// <summary>Estimates how much memory a token needs.</summary>
internal static class TokenSize
{
    // The token itself, its key, and its place in a table.
    private const long Overhead = 512;
    private const long TextOverhead = 64;

    public static long Estimate(OAuthToken token) =>
        Overhead
        + Estimate(token.AccessToken)
        + Estimate(token.RefreshToken)
        + Estimate(token.TokenSecret)
        + Estimate(token.Fields)
        + Estimate(token.Data)
        + token.GrantedScopes.Sum(Estimate)
        + token.RequestedScopes.Sum(Estimate);

    private static long Estimate(IReadOnlyDictionary<string, Secret> secrets)
    {
        var bytes = 0L;
        foreach (var (name, value) in secrets)
            bytes += Estimate(name) + Estimate(value);
        return bytes;
    }

    private static long Estimate(Secret secret) => secret.IsEmpty ? 0 : Estimate(secret.Reveal());

    private static long Estimate(string text) => TextOverhead + (2L * text.Length);
}
