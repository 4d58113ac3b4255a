using OAuthClient;
using OAuthClient.OAuth1;

namespace OAuthHarness.Prove;

/// <summary>A signature method of the host's own, which can fail.</summary>
internal sealed class FaultySignature(Faults faults) : SignatureMethod
{
    public override string Name => HmacSha1.Name;

    public override string Sign(string baseString, Secret clientSecret, Secret tokenSecret) =>
        faults.Run("signature", () => HmacSha1.Sign(baseString, clientSecret, tokenSecret));
}
