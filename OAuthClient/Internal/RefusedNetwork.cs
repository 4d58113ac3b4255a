using System.Net;

namespace OAuthClient.Internal;

/// <summary>A network whose addresses an outsider must not make the program send requests to.</summary>
/// <param name="Network">The network.</param>
/// <param name="Kind">The kind of the address, for messages.</param>
/// <param name="Word">The word that allows the network; <see cref="Insecure.None"/> when no word does.</param>
internal sealed record RefusedNetwork(IPNetwork Network, string Kind, Insecure Word = Insecure.None)
{
    public RefusedNetwork(string network, string kind, Insecure word = Insecure.None)
        : this(IPNetwork.Parse(network), kind, word) { }

    public bool IsAllowedBy(Insecure allow) => Word != Insecure.None && allow.HasFlag(Word);
}
