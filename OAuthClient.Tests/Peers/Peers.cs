namespace OAuthClient.Tests.Peers;

/// <summary>The servers that the dances are danced with.</summary>
public enum PeerName
{
    OidcProvider,
    OpenIddict,
}

/// <summary>Why a peer cannot be had here. The tests that need it are skipped, and say so.</summary>
internal sealed class PeerMissingException(string reason) : Exception(reason);

/// <summary>Starts each peer when the first test asks for it, once for all tests. A peer ends with the tests' process.</summary>
internal static class Peers
{
    private static readonly Dictionary<PeerName, Lazy<Task<Peer>>> Started = new()
    {
        [PeerName.OidcProvider] = new(OidcProviderPeer.StartAsync),
        [PeerName.OpenIddict] = new(OpenIddictPeer.StartAsync),
    };

    public static async Task<Peer> GetAsync(PeerName name)
    {
        if (Environment.GetEnvironmentVariable("PEERS") == "none")
            Assert.Ignore("without peers, as asked for (PEERS=none)");
        try
        {
            return await Started[name].Value;
        }
        catch (PeerMissingException missing)
        {
            Assert.Ignore(missing.Message);
            throw;
        }
    }
}
