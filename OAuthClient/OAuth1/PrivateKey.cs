using System.Security.Cryptography;

namespace OAuthClient.OAuth1;

/// <summary>Reads a private key in PEM. What it says of one that cannot be used never holds a part of it.</summary>
internal static class PrivateKey
{
    public static RSA Read(Secret pem)
    {
        if (pem.IsEmpty)
            throw Unusable("it is empty");
        if (!PemEncoding.TryFind(pem.Reveal(), out var found))
            throw Unusable("it is not PEM: a text that begins with -----BEGIN PRIVATE KEY----- or -----BEGIN RSA PRIVATE KEY-----");
        var label = pem.Reveal()[found.Label];
        if (label is not ("PRIVATE KEY" or "RSA PRIVATE KEY"))
            throw Unusable(Reason(label));
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem.Reveal());
            return rsa;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException)
        {
            rsa.Dispose();
            throw Unusable("it is damaged, or of another kind than RSA");
        }
    }

    private static string Reason(string label) => label switch
    {
        "PUBLIC KEY" or "RSA PUBLIC KEY" or "CERTIFICATE" => "it is a public key, which the provider gets; what signs is the private one",
        "ENCRYPTED PRIVATE KEY" => "it is encrypted; decrypt it first, as with: openssl pkey -in key.pem",
        "OPENSSH PRIVATE KEY" => "it is in OpenSSH's own format; convert it first, as with: ssh-keygen -p -m PEM -f key",
        "EC PRIVATE KEY" => "it is of another kind than RSA",
        _ => "it is no private key",
    };

    private static ArgumentException Unusable(string reason) => new($"The private key cannot be used: {reason}.");
}
