namespace OAuthClient.Tests.Peers;

/// <summary>The independent OAuth 2 servers.</summary>
public enum PeerName
{
    OidcProvider,
    OpenIddict,
}

/// <summary>
/// A peer is not installed on this machine. Tests that need the peer are skipped with the exception's message.
/// </summary>
internal sealed class PeerMissingException(string reason) : Exception(reason);

/// <summary>Starts each peer for the first test that needs it. A peer runs until the test process ends.</summary>
internal static class Peers
{
    private static readonly Dictionary<PeerName, Lazy<Task<Peer>>> SharedPeers = new()
    {
        [PeerName.OidcProvider] = new(OidcProviderPeer.StartAsync),
        [PeerName.OpenIddict] = new(OpenIddictPeer.StartAsync),
    };

    public static Task<Peer> GetAsync(PeerName name) => WaitOrSkipAsync(SharedPeers[name]);

    /// <summary>Waits for a peer; skips the test if the peer is not installed or peers are turned off.</summary>
    public static async Task<T> WaitOrSkipAsync<T>(Lazy<Task<T>> needed)
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
