using System.Security.Cryptography;

namespace OAuthClient.OAuth1;

/// <summary>Reads a private key in PEM. An error message never holds a part of the key.</summary>
internal static class PrivateKey
{
    // Shorter keys have been broken, and have no room for the longest hash.
    private const int MinKeySize = 1024;

    public static RSA Read(Secret pem)
    {
        if (pem.IsEmpty)
            throw CreateUnusableError("it is empty");
        var blocks = FindBlocks(pem.Reveal());
        var (label, block) = blocks.Find(block => block.Label is "PRIVATE KEY" or "RSA PRIVATE KEY");
        if (label is null)
            throw CreateUnusableError(blocks.Count == 0 ? ReasonByText(pem.Reveal()) : ReasonByLabels(blocks));
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(block);
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException)
        {
            rsa.Dispose();
            throw CreateUnusableError("it is damaged, or of another kind than RSA");
        }
        return rsa.KeySize >= MinKeySize ? rsa : throw CreateUnusableError($"it has {rsa.KeySize} bits, which is too few");
    }

    // A file may also hold the certificate, or the parameters of an elliptic curve.
    private static List<(string Label, string Text)> FindBlocks(string pem)
    {
        var blocks = new List<(string, string)>();
        while (PemEncoding.TryFind(pem, out var found))
        {
            blocks.Add((pem[found.Label], pem[found.Location]));
            pem = pem[found.Location.End..];
        }
        return blocks;
    }

    private static string ReasonByLabels(List<(string Label, string Text)> blocks) =>
        blocks.Select(block => ReasonByLabel(block.Label)).OfType<string>().FirstOrDefault() ?? "it is no private key";

    private static string? ReasonByLabel(string label) => label switch
    {
        "PUBLIC KEY" or "RSA PUBLIC KEY" or "CERTIFICATE" =>
            "it is a public key, which the provider gets; what signs is the private one",
        "ENCRYPTED PRIVATE KEY" => "it is encrypted; decrypt it first, as with: openssl pkey -in key.pem",
        "OPENSSH PRIVATE KEY" =>
            "it is in OpenSSH's own format; convert it first, as with: ssh-keygen -p -m PEM -f key",
        "EC PRIVATE KEY" => "it is of another kind than RSA",
        _ => null,
    };

    private static string ReasonByText(string text) => text switch
    {
        _ when text.Contains("ENCRYPTED", StringComparison.Ordinal) => ReasonByLabel("ENCRYPTED PRIVATE KEY")!,
        _ when text.Contains(@"-\n", StringComparison.Ordinal) =>
            "it has a backslash and an n where its line breaks should be, as a settings file may write them",
        _ => "it is not PEM: a text that begins with -----BEGIN PRIVATE KEY----- or -----BEGIN RSA PRIVATE KEY-----",
    };

    private static ArgumentException CreateUnusableError(string reason) => new($"The private key cannot be used: {reason}.");
}
