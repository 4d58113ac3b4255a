namespace OAuthClient.Tests.Peers;

/// <summary>The servers that the dances are danced with.</summary>
public enum PeerName
{
    OidcProvider,
    OpenIddict,
}

/// <summary>Why a peer cannot be had on this machine. The tests that need it are skipped, and say so.</summary>
internal sealed class PeerMissingException(string reason) : Exception(reason);

/// <summary>Starts each peer when the first test asks for it, once for all tests. A peer ends with the tests' process.</summary>
internal static class Peers
{
    private static readonly Dictionary<PeerName, Lazy<Task<Peer>>> Started = new()
    {
        [PeerName.OidcProvider] = new(OidcProviderPeer.StartAsync),
        [PeerName.OpenIddict] = new(OpenIddictPeer.StartAsync),
    };

    public static Task<Peer> GetAsync(PeerName name) => OrSkipAsync(Started[name]);

    /// <summary>Waits for what a test needs; skips the test if that cannot be had, or is not wanted.</summary>
    public static async Task<T> OrSkipAsync<T>(Lazy<Task<T>> needed)
    {
        if (Environment.GetEnvironmentVariable("PEERS") == "none")
            Assert.Ignore("without peers, as asked for (PEERS=none)");
        try
        {
            return await needed.Value;
        }
        catch (PeerMissingException missing)
        {
            Assert.Ignore(missing.Message);
            throw;
        }
    }
}
