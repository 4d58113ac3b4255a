using System.Security.Cryptography;
using System.Text;

namespace OAuthClient.OAuth1;

/// <summary>
/// A method that signs requests (RFC 5849 section 3.4). Derive a class from it for another method. Immutable and
/// thread-safe; a derived class must be so too. Prints its name, never a key.
/// </summary>
public abstract class SignatureMethod
{
    /// <summary>HMAC-SHA1 (RFC 5849 section 3.4.2), which most providers expect.</summary>
    public static SignatureMethod HmacSha1 { get; } = new HmacMethod("HMAC-SHA1", HashAlgorithmName.SHA1);

    /// <summary>HMAC-SHA256.</summary>
    public static SignatureMethod HmacSha256 { get; } = new HmacMethod("HMAC-SHA256", HashAlgorithmName.SHA256);

    /// <summary>HMAC-SHA512.</summary>
    public static SignatureMethod HmacSha512 { get; } = new HmacMethod("HMAC-SHA512", HashAlgorithmName.SHA512);

    /// <summary>PLAINTEXT (RFC 5849 section 3.4.4): sends the secrets themselves, so it requires TLS.</summary>
    public static SignatureMethod PlainText { get; } = new PlainTextMethod();

    /// <summary>The name of the method in <c>oauth_signature_method</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The hash algorithm of <c>oauth_body_hash</c>.</summary>
    /// <value>The default is SHA-1, as the body hash extension prescribes.</value>
    public virtual HashAlgorithmName BodyHash => HashAlgorithmName.SHA1;

    /// <summary>Whether the secrets of client and token are part of the key.</summary>
    /// <value>The default is true. The RSA methods return false.</value>
    public virtual bool UsesSecrets => true;

    /// <summary>A description of the key for <see cref="SignatureExplanation"/>. It never holds a secret.</summary>
    /// <value>The default is <see cref="Name"/>.</value>
    public virtual string KeyDescription => Name;

    /// <summary>RSA-SHA1 (RFC 5849 section 3.4.3) with your private key. The secrets are not part of the key.</summary>
    /// <param name="privateKeyPem">
    /// The private key in PEM, not encrypted. The provider must have its public key.
    /// </param>
    /// <returns>The method.</returns>
    /// <exception cref="ArgumentException">
    /// The text is no usable RSA private key. The message says why, and holds no part of the text.
    /// </exception>
    public static SignatureMethod RsaSha1(Secret privateKeyPem) =>
        new RsaMethod("RSA-SHA1", HashAlgorithmName.SHA1, privateKeyPem);

    /// <summary>RSA-SHA256, with your private key.</summary>
    /// <inheritdoc cref="RsaSha1"/>
    public static SignatureMethod RsaSha256(Secret privateKeyPem) =>
        new RsaMethod("RSA-SHA256", HashAlgorithmName.SHA256, privateKeyPem);

    /// <summary>RSA-SHA512, with your private key.</summary>
    /// <inheritdoc cref="RsaSha1"/>
    public static SignatureMethod RsaSha512(Secret privateKeyPem) =>
        new RsaMethod("RSA-SHA512", HashAlgorithmName.SHA512, privateKeyPem);

    /// <summary>Signs a request.</summary>
    /// <param name="baseString">The signature base string (RFC 5849 section 3.4.1): ASCII only.</param>
    /// <param name="clientSecret">The client's secret.</param>
    /// <param name="tokenSecret">The token's secret; empty without a token.</param>
    /// <returns>The signature, not yet percent-encoded.</returns>
    public abstract string Sign(string baseString, Secret clientSecret, Secret tokenSecret);

    /// <summary>Signs the bytes of the base string. The built-in methods need no string of them.</summary>
    internal virtual string Sign(ReadOnlySpan<byte> baseString, Secret clientSecret, Secret tokenSecret) =>
        Sign(Encoding.ASCII.GetString(baseString), clientSecret, tokenSecret);

    /// <summary>Throws if the method cannot sign yet.</summary>
    /// <param name="provider">The name of the provider, for the message.</param>
    internal virtual void ThrowIfInvalid(string provider) { }

    /// <summary>Shows the name of the method.</summary>
    /// <returns>For example <c>HMAC-SHA1</c>.</returns>
    public sealed override string ToString() => Name;
}
