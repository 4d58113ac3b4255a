using System.Security.Cryptography;
using System.Text;

namespace OAuthClient.OAuth1;

/// <summary>
/// How requests are signed (RFC 5849 section 3.4). Derive from it for a method that is not here. Immutable and thread-safe, as what
/// derives from it must be; prints its name, never a key.
/// </summary>
public abstract class SignatureMethod
{
    /// <summary>HMAC-SHA1 (RFC 5849 section 3.4.2): what most providers expect.</summary>
    public static SignatureMethod HmacSha1 { get; } = new HmacMethod("HMAC-SHA1", HashAlgorithmName.SHA1);

    /// <summary>HMAC-SHA256.</summary>
    public static SignatureMethod HmacSha256 { get; } = new HmacMethod("HMAC-SHA256", HashAlgorithmName.SHA256);

    /// <summary>HMAC-SHA512.</summary>
    public static SignatureMethod HmacSha512 { get; } = new HmacMethod("HMAC-SHA512", HashAlgorithmName.SHA512);

    /// <summary>PLAINTEXT (RFC 5849 section 3.4.4): the secrets themselves, so over TLS only.</summary>
    public static SignatureMethod PlainText { get; } = new PlainTextMethod();

    /// <summary>Its name on the wire, the value of <c>oauth_signature_method</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The hash of bodies for <c>oauth_body_hash</c>. The default is SHA-1, as that extension has it.</summary>
    public virtual HashAlgorithmName BodyHash => HashAlgorithmName.SHA1;

    /// <summary>Whether the secrets of client and token are part of the key. The default is yes; with RSA they are not.</summary>
    public virtual bool UsesSecrets => true;

    /// <summary>What the signature is made with, for people, never the secrets. The default is <see cref="Name"/>. See <see cref="SignatureExplanation"/>.</summary>
    public virtual string KeyDescription => Name;

    /// <summary>RSA-SHA1 (RFC 5849 section 3.4.3), with your private key; both secrets are left out.</summary>
    /// <param name="privateKeyPem">The private key in PEM, not encrypted; it must be one that the provider knows the public half of.</param>
    /// <returns>The method.</returns>
    /// <exception cref="ArgumentException">It is no such key; the message says what it is, and never shows it.</exception>
    public static SignatureMethod RsaSha1(Secret privateKeyPem) => new RsaMethod("RSA-SHA1", HashAlgorithmName.SHA1, privateKeyPem);

    /// <summary>RSA-SHA256, with your private key.</summary>
    /// <inheritdoc cref="RsaSha1"/>
    public static SignatureMethod RsaSha256(Secret privateKeyPem) => new RsaMethod("RSA-SHA256", HashAlgorithmName.SHA256, privateKeyPem);

    /// <summary>RSA-SHA512, with your private key.</summary>
    /// <inheritdoc cref="RsaSha1"/>
    public static SignatureMethod RsaSha512(Secret privateKeyPem) => new RsaMethod("RSA-SHA512", HashAlgorithmName.SHA512, privateKeyPem);

    /// <summary>Signs a request.</summary>
    /// <param name="baseString">The signature base string (RFC 5849 section 3.4.1): ASCII only.</param>
    /// <param name="clientSecret">The client's secret.</param>
    /// <param name="tokenSecret">The token's secret; none without a token.</param>
    /// <returns>The signature, not yet percent-encoded.</returns>
    public abstract string Sign(string baseString, Secret clientSecret, Secret tokenSecret);

    /// <summary>Signs the base string where it lies. Ours need no string of it.</summary>
    internal virtual string Sign(ReadOnlySpan<byte> baseString, Secret clientSecret, Secret tokenSecret) =>
        Sign(Encoding.ASCII.GetString(baseString), clientSecret, tokenSecret);

    /// <summary>Refuses a method that still lacks something.</summary>
    /// <param name="provider">Whose it is, for the message.</param>
    internal virtual void Check(string provider) { }

    /// <summary>Its name.</summary>
    /// <returns>For example <c>HMAC-SHA1</c>.</returns>
    public sealed override string ToString() => Name;
}
