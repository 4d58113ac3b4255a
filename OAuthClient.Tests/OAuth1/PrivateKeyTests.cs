using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OAuthClient.OAuth1;

namespace OAuthClient.Tests.OAuth1;

/// <summary>Keys that can be used, and why others cannot. The reason helps, and never holds a part of the key.</summary>
public class PrivateKeyTests
{
    private static readonly RSA Key = RSA.Create(2048);

    [OneTimeTearDown]
    public static void TearDown() => Key.Dispose();

    private static IEnumerable<TestCaseData> Good()
    {
        var (pkcs8, pkcs1) = (Key.ExportPkcs8PrivateKeyPem(), Key.ExportRSAPrivateKeyPem());
        yield return Named("PKCS 8", pkcs8);
        yield return Named("PKCS 1", pkcs1);
        yield return Named("with Windows line ends", pkcs8.ReplaceLineEndings("\r\n"));
        yield return Named("with text around it", $"\uFEFF my key:\n{pkcs1}\n the end\n");
        yield return Named("behind its certificate", $"{Certificate()}\n{pkcs8}");
        yield return Named("behind its public key", $"{Key.ExportSubjectPublicKeyInfoPem()}\n{pkcs8}");
    }

    [TestCaseSource(nameof(Good))]
    public void A_key_signs(string pem)
    {
        var signature = SignatureMethod.RsaSha256(pem).Sign("text", default, default);
        Assert.That(Key.VerifyData("text"u8, Convert.FromBase64String(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), Is.True);
    }

    private static IEnumerable<TestCaseData> Bad()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var small = RSA.Create(512);
        var pem = Key.ExportPkcs8PrivateKeyPem();
        var lines = pem.Split('\n');
        yield return Named("nothing", "", "is empty");
        yield return Named("blanks", " \n ", "is not PEM");
        yield return Named("garbage", "correct-horse-battery-staple", "is not PEM");
        yield return Named("the base64 alone", string.Join('\n', lines[1..^1]), "is not PEM");
        yield return Named("a path", "/home/anna/jira.pem", "is not PEM");
        yield return Named("line breaks as letters", pem.ReplaceLineEndings("\\n"), "line breaks");
        yield return Named("a public key", Key.ExportSubjectPublicKeyInfoPem(), "is a public key");
        yield return Named("a public key of PKCS 1", Key.ExportRSAPublicKeyPem(), "is a public key");
        yield return Named("a certificate", Certificate(), "is a public key");
        yield return Named("a certificate request", new CertificateRequest("CN=anna", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSigningRequestPem(), "is no private key");
        yield return Named("encrypted", Key.ExportEncryptedPkcs8PrivateKeyPem("password", new(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1)), "is encrypted");
        yield return Named("encrypted as of old", $"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\n{string.Join('\n', lines[1..^1])}\n-----END RSA PRIVATE KEY-----", "is encrypted");
        yield return Named("OpenSSH", $"-----BEGIN OPENSSH PRIVATE KEY-----\n{Convert.ToBase64String("openssh-key-v1\0 and more"u8)}\n-----END OPENSSH PRIVATE KEY-----", "ssh-keygen");
        yield return Named("a curve's", curve.ExportPkcs8PrivateKeyPem(), "another kind than RSA");
        yield return Named("a curve's of old", curve.ExportECPrivateKeyPem(), "another kind than RSA");
        yield return Named("a curve's behind its parameters", $"-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n{curve.ExportECPrivateKeyPem()}", "another kind than RSA");
        yield return Named("damaged", pem.Replace(lines[5], new string('A', lines[5].Length), StringComparison.Ordinal), "is damaged");
        yield return Named("broken off", string.Join('\n', lines[..9]) + "\n" + lines[^1], "is damaged");
        yield return Named("without its end", string.Join('\n', lines[..9]), "is not PEM");
        yield return Named("too short", small.ExportPkcs8PrivateKeyPem(), "512 bits");
    }

    [TestCaseSource(nameof(Bad))]
    public void T80_A_key_that_cannot_be_used_is_refused_with_the_reason_and_without_a_part_of_it(string pem, string reason)
    {
        foreach (var method in new Func<Secret, SignatureMethod>[] { SignatureMethod.RsaSha1, SignatureMethod.RsaSha256, SignatureMethod.RsaSha512, key => OAuth1Fields.Method("RSA-SHA1", key) })
        {
            var refused = Assert.Throws<ArgumentException>(() => method(pem));
            Assert.That(refused!.Message, Does.Contain(reason));
            foreach (var line in pem.Split('\n', ' ').Select(line => line.Trim()).Where(line => line.Length > 12 && !line.Contains('-', StringComparison.Ordinal)))
                Assert.That(refused.ToString(), Does.Not.Contain(line).And.Not.Contain(line[..12]));
        }
    }

    [Test]
    public void A_provider_without_its_key_is_refused_by_its_fields()
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
        Assert.That(() => OAuth1Provider.FromFields(fields), Throws.ArgumentException.With.Message.Contains("private key"));
    }

    [Test]
    public async Task A_key_signs_for_many_at_once()
    {
        var method = SignatureMethod.RsaSha1(Key.ExportPkcs8PrivateKeyPem());
        var signatures = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => method.Sign("text", default, default))));
        Assert.That(signatures.Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void A_method_prints_its_name_and_tells_its_key_by_its_size()
    {
        var method = SignatureMethod.RsaSha512(Key.ExportPkcs8PrivateKeyPem());
        Assert.That((method.ToString(), method.UsesSecrets), Is.EqualTo(("RSA-SHA512", false)));
        Assert.That(method.KeyShape, Does.Contain("2048 bits"));
    }

    private static string Certificate()
    {
        using var certificate = new CertificateRequest("CN=anna", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return certificate.ExportCertificatePem();
    }

    private static TestCaseData Named(string name, params object[] arguments) => new TestCaseData(arguments).SetArgDisplayNames(name);
}
