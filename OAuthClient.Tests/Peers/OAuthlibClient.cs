using System.Security.Cryptography;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Peers;

/// <summary>A client that is registered with the oauthlib server.</summary>
/// <param name="Id">The client identifier (consumer key): 20 to 30 letters and digits, as oauthlib demands.</param>
/// <param name="Secret">The client secret (consumer secret).</param>
public sealed record OAuthlibClient(string Id, string Secret)
{
    public static OAuthlibClient WithPlainSecret { get; } = new("ClientWithAPlainSecret", "a_plain-secret.0123456789");

    public static OAuthlibClient WithOddSecret { get; } = new("ClientWithAnOddSecret", """s&cr=t %+/~é日本"'\""");

    public static OAuthlibClient WithoutSecret { get; } = new("ClientWithoutAnySecret", "");

    /// <summary>A client that signs with a private key. The client's secret must not affect the signature.</summary>
    public static OAuthlibClient WithPrivateKey { get; } = new("ClientWithAPrivateKey", "not-used") { PublicKey = ExportPublicKey() };

    public static IReadOnlyList<OAuthlibClient> All { get; } =
        [WithPlainSecret, WithOddSecret, WithoutSecret, WithPrivateKey];

    public static Secret PrivateKey => PretendProvider.ClientPrivateKey;

    /// <summary>The registered public key in PEM format; null for a client that signs with a secret.</summary>
    public string? PublicKey { get; private init; }

    /// <summary>Gets a client that can sign with a signature method.</summary>
    public static OAuthlibClient ForSignatureMethod(string method) =>
        method.StartsWith("RSA", StringComparison.Ordinal) ? WithPrivateKey : WithPlainSecret;

    public override string ToString() => Id;

    private static string ExportPublicKey()
    {
        using var key = RSA.Create();
        key.ImportFromPem(PrivateKey.Reveal());
        return key.ExportSubjectPublicKeyInfoPem();
    }
}
