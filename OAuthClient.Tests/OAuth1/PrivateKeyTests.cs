using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OAuthClient.OAuth1;

namespace OAuthClient.Tests.OAuth1;

/// <summary>
/// Private keys that can sign, and private keys that are refused. The reason for a refusal holds no part of the key.
/// </summary>
public class PrivateKeyTests
{
    private static readonly RSA Key = RSA.Create(2048);

    [OneTimeTearDown]
    public static void TearDown() => Key.Dispose();

    private static IEnumerable<TestCaseData> UsableKeys()
    {
        var pkcs8 = Key.ExportPkcs8PrivateKeyPem();
        var pkcs1 = Key.ExportRSAPrivateKeyPem();
        yield return Row("PKCS 8", pkcs8);
        yield return Row("PKCS 1", pkcs1);
        yield return Row("with Windows line ends", pkcs8.ReplaceLineEndings("\r\n"));
        yield return Row("with text around it", $"\uFEFF my key:\n{pkcs1}\n the end\n");
        yield return Row("after its certificate", $"{CreateCertificatePem()}\n{pkcs8}");
        yield return Row("after its public key", $"{Key.ExportSubjectPublicKeyInfoPem()}\n{pkcs8}");
    }

    [TestCaseSource(nameof(UsableKeys))]
    public void A_usable_key_signs(string pem)
    {
        var signature = SignatureMethod.RsaSha256(pem).Sign("text", default, default);
        var bytes = Convert.FromBase64String(signature);
        var isValid = Key.VerifyData("text"u8, bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Assert.That(isValid, Is.True);
    }

    private static IEnumerable<TestCaseData> UnusableKeys()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var small = RSA.Create(512);
        var pem = Key.ExportPkcs8PrivateKeyPem();
        var lines = pem.Split('\n');
        yield return Row("nothing", "", "is empty");
        yield return Row("blanks", " \n ", "is not PEM");
        yield return Row("garbage", "correct-horse-battery-staple", "is not PEM");
        yield return Row("the base64 alone", string.Join('\n', lines[1..^1]), "is not PEM");
        yield return Row("a path", "/home/anna/jira.pem", "is not PEM");
        yield return Row("escaped line breaks", pem.ReplaceLineEndings("\\n"), "line breaks");
        yield return Row("a public key", Key.ExportSubjectPublicKeyInfoPem(), "is a public key");
        yield return Row("a public key of PKCS 1", Key.ExportRSAPublicKeyPem(), "is a public key");
        yield return Row("a certificate", CreateCertificatePem(), "is a public key");
        yield return Row("a certificate request", Request.CreateSigningRequestPem(), "is no private key");
        yield return Row(
            "encrypted",
            Key.ExportEncryptedPkcs8PrivateKeyPem(
                "password", new(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1)),
            "is encrypted");
        yield return Row(
            "encrypted in the traditional format",
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED"
            + "\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF"
            + $"\n\n{string.Join('\n', lines[1..^1])}\n-----END RSA PRIVATE KEY-----",
            "is encrypted");
        yield return Row(
            "OpenSSH",
            $"-----BEGIN OPENSSH PRIVATE KEY-----\n{Convert.ToBase64String("openssh-key-v1\0 and more"u8)}"
            + "\n-----END OPENSSH PRIVATE KEY-----",
            "ssh-keygen");
        yield return Row("an elliptic curve key", curve.ExportPkcs8PrivateKeyPem(), "another kind than RSA");
        yield return Row(
            "an elliptic curve key in the traditional format",
            curve.ExportECPrivateKeyPem(),
            "another kind than RSA");
        yield return Row(
            "an elliptic curve key after its parameters",
            "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
            + $"{curve.ExportECPrivateKeyPem()}",
            "another kind than RSA");
        yield return Row(
            "damaged",
            pem.Replace(lines[5], new string('A', lines[5].Length), StringComparison.Ordinal),
            "is damaged");
        yield return Row("cut off", string.Join('\n', lines[..9]) + "\n" + lines[^1], "is damaged");
        yield return Row("without the end line", string.Join('\n', lines[..9]), "is not PEM");
        yield return Row("too short", small.ExportPkcs8PrivateKeyPem(), "512 bits");
    }

    [TestCaseSource(nameof(UnusableKeys))]
    public void T80_An_unusable_key_is_refused_with_a_reason_that_holds_no_part_of_the_key(string pem, string reason)
    {
        Func<Secret, SignatureMethod>[] methods =
        [
            SignatureMethod.RsaSha1,
            SignatureMethod.RsaSha256,
            SignatureMethod.RsaSha512,
            key => OAuth1FieldReader.ParseSignatureMethod("RSA-SHA1", key),
        ];
        var parts = pem.Split('\n', ' ').Select(part => part.Trim());
        var keyLines = parts.Where(part => part.Length > 12 && !part.Contains('-', StringComparison.Ordinal)).ToArray();
        foreach (var method in methods)
        {
            var refused = Assert.Throws<ArgumentException>(() => method(pem));
            Assert.That(refused!.Message, Does.Contain(reason));
            foreach (var line in keyLines)
                Assert.That(refused.ToString(), Does.Not.Contain(line).And.Not.Contain(line[..12]));
        }
    }

    [Test]
    public void Fields_of_a_provider_without_its_private_key_are_refused()
    {
        var fields = new Dictionary<string, string>
        {
            ["name"] = "jira",
            ["client_id"] = "anna",
            ["signature_method"] = "RSA-SHA1",
            ["temporary_credential_endpoint"] = "https://jira.example/1",
            ["authorization_endpoint"] = "https://jira.example/2",
            ["token_endpoint"] = "https://jira.example/3",
        };
        Assert.That(
            () => OAuth1Provider.FromFields(fields),
            Throws.ArgumentException.With.Message.Contains("private key"));
    }

    [Test]
    public async Task A_key_signs_on_many_threads_at_once()
    {
        var method = SignatureMethod.RsaSha1(Key.ExportPkcs8PrivateKeyPem());
        var signatures = await Task.WhenAll(Enumerable.Range(0, 100)
            .Select(_ => Task.Run(() => method.Sign("text", default, default))));
        Assert.That(signatures.Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void A_signature_method_prints_its_name_and_describes_its_key_by_size()
    {
        var method = SignatureMethod.RsaSha512(Key.ExportPkcs8PrivateKeyPem());
        Assert.That((method.ToString(), method.UsesSecrets), Is.EqualTo(("RSA-SHA512", false)));
        Assert.That(method.KeyDescription, Does.Contain("2048 bits"));
    }

    private static CertificateRequest Request =>
        new("CN=anna", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private static string CreateCertificatePem()
    {
        using var certificate = Request.CreateSelfSigned(
            new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return certificate.ExportCertificatePem();
    }

    private static TestCaseData Row(string name, params object[] arguments) =>
        new TestCaseData(arguments).SetArgDisplayNames(name);
}
