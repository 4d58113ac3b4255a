namespace OAuthClient.Testing;

/// <summary>Tells which well-known address a path is.</summary>
internal static class MetadataAddress
{
    private const string OAuth = "/.well-known/oauth-authorization-server";
    private const string OpenId = "/.well-known/openid-configuration";

    /// <returns>The addresses that a path is, for an issuer's path; none when it is another one's.</returns>
    public static PretendWellKnown Find(string path, string issuerPath)
    {
        var found = PretendWellKnown.None;
        if (path == OAuth + issuerPath)
            found |= PretendWellKnown.OAuth;
        if (path == OpenId + issuerPath)
            found |= PretendWellKnown.OpenIdInserted;
        if (path == issuerPath + OpenId)
            found |= PretendWellKnown.OpenIdAppended;
        return found;
    }

    /// <summary>Whether a path is a well-known address of an issuer, whichever it is.</summary>
    public static bool Is(string path) =>
        path.StartsWith(OAuth, StringComparison.Ordinal)
        || path.StartsWith(OpenId, StringComparison.Ordinal)
        || path.EndsWith(OAuth, StringComparison.Ordinal)
        || path.EndsWith(OpenId, StringComparison.Ordinal);
}
