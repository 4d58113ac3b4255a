using System.Security.Cryptography;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Peers;

/// <summary>A client that is registered with the peer.</summary>
/// <param name="Id">Its identifier, the consumer key.</param>
/// <param name="Secret">Its secret.</param>
public sealed record OAuthlibClient(string Id, string Secret)
{
    public static OAuthlibClient Plain { get; } = new("plain", "a_plain-secret.0123456789");

    public static OAuthlibClient Odd { get; } = new("c:odd+id %&", """s&cr=t %+/~é日本"'\""");

    public static OAuthlibClient WithoutSecret { get; } = new("without-secret", "");

    /// <summary>Signs with a private key, and has a secret that must make no difference.</summary>
    public static OAuthlibClient WithKey { get; } = new("with-key", "not-used") { PublicKey = ExportPublicKey() };

    public static IReadOnlyList<OAuthlibClient> All { get; } = [Plain, Odd, WithoutSecret, WithKey];

    public static Secret PrivateKey => PretendProvider.ClientPrivateKey;

    /// <summary>The public key, as it is registered; null without one.</summary>
    public string? PublicKey { get; private init; }

    /// <summary>The one that can sign by a method.</summary>
    public static OAuthlibClient For(string method) =>
        method.StartsWith("RSA", StringComparison.Ordinal) ? WithKey : Plain;

    public override string ToString() => Id;

    private static string ExportPublicKey()
    {
        using var key = RSA.Create();
        key.ImportFromPem(PrivateKey.Reveal());
        return key.ExportSubjectPublicKeyInfoPem();
    }
}
