namespace OAuthClient.Tests.Storage;

/// <summary>A pending dance that began in 1970, for the tests of stores.</summary>
internal static class StoredDance
{
    public static PendingDance Create(string id, string browser = "browser") => new()
    {
        Id = id,
        Provider = "github",
        ClientId = "client",
        RedirectUri = DanceSetup.RedirectUri,
        TokenRequestSecret = "verifier of " + id,
        BrowserKeyDigest = browser,
        CreatedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch.AddMinutes(15),
    };
}
