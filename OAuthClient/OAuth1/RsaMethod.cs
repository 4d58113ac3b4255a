using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace OAuthClient.OAuth1;

/// <summary>An RSASSA-PKCS1-v1_5 signature of the base string (RFC 5849 section 3.4.3).</summary>
internal sealed class RsaMethod : SignatureMethod
{
    // RSA objects are not thread-safe, so two signatures never share one at the same time.
    private readonly ConcurrentBag<RSA> _rsaPool = [];
    private readonly RSAParameters _key;
    private readonly HashAlgorithmName _hash;

    public RsaMethod(string name, HashAlgorithmName hash, Secret privateKeyPem)
    {
        Name = name;
        _hash = hash;
        using var rsa = PrivateKey.Read(privateKeyPem);
        _key = rsa.ExportParameters(includePrivateParameters: true);
        KeyDescription = $"an RSA private key of {rsa.KeySize} bits, for {hash.Name}; no secret is part of it";
    }

    public override string Name { get; }

    public override HashAlgorithmName BodyHash => _hash;

    public override bool UsesSecrets => false;

    public override string KeyDescription { get; }

    public override string Sign(string baseString, Secret clientSecret, Secret tokenSecret) =>
        Sign(Encoding.ASCII.GetBytes(baseString), clientSecret, tokenSecret);

    // RFC 5849 section 3.4.3: the secrets are not used.
    internal override string Sign(ReadOnlySpan<byte> baseString, Secret clientSecret, Secret tokenSecret)
    {
        if (!_rsaPool.TryTake(out var rsa))
            rsa = RSA.Create(_key);
        var signature = rsa.SignData(baseString, _hash, RSASignaturePadding.Pkcs1);
        _rsaPool.Add(rsa);
        return Convert.ToBase64String(signature);
    }
}
