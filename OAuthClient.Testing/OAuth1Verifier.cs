using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace OAuthClient.Testing;

/// <summary>
/// Checks an OAuth 1 signature as a server does (RFC 5849 section 3.4), and the hash of a body that is no form.
/// </summary>
internal static class OAuth1Verifier
{
    // Shared by all providers of a program, and created when first used, because creating it is slow.
    private static readonly Lazy<RSA> Key = new(() => RSA.Create(2048));

    public static string PrivateKey => Key.Value.ExportPkcs8PrivateKeyPem();

    public static bool IsSignatureValid(OAuth1Request request, string clientSecret, string tokenSecret)
    {
        if (request["oauth_signature"] is not { } signature || request["oauth_signature_method"] is not { } method)
            return false;
        if (method.StartsWith("RSA-", StringComparison.Ordinal))
            return IsRsaSignatureValid(method, request.BaseString, signature);
        var key = WireFormat.Encode(clientSecret) + "&" + WireFormat.Encode(tokenSecret);
        return signature == ExpectedSignature(method, request, key);
    }

    /// <summary>
    /// Whether <c>oauth_body_hash</c>, if it is there, is the hash of the body. A form is signed itself and has no
    /// hash.
    /// </summary>
    public static bool IsBodyHashValid(OAuth1Request request, PretendRequest sent)
    {
        if (request["oauth_body_hash"] is not { } bodyHash)
            return true;
        var algorithm = HashOf(request["oauth_signature_method"]) ?? HashAlgorithmName.SHA1;
        return !sent.IsForm
            && bodyHash == Convert.ToBase64String(CryptographicOperations.HashData(algorithm, sent.Octets));
    }

    [SuppressMessage("Security", "CA5350", Justification = "RFC 5849 section 3.4.2 names HMAC-SHA1.")]
    private static string? ExpectedSignature(string method, OAuth1Request request, string key)
    {
        var secrets = Encoding.ASCII.GetBytes(key);
        var text = Encoding.ASCII.GetBytes(request.BaseString);
        return method switch
        {
            "HMAC-SHA1" => Convert.ToBase64String(HMACSHA1.HashData(secrets, text)),
            "HMAC-SHA256" => Convert.ToBase64String(HMACSHA256.HashData(secrets, text)),
            "HMAC-SHA512" => Convert.ToBase64String(HMACSHA512.HashData(secrets, text)),
            "PLAINTEXT" => key,
            _ => null,
        };
    }

    private static bool IsRsaSignatureValid(string method, string baseString, string signature)
    {
        var octets = new byte[signature.Length];
        if (HashOf(method) is not { } hash || !Convert.TryFromBase64String(signature, octets, out var length))
            return false;
        var text = Encoding.ASCII.GetBytes(baseString);
        lock (Key)
            return Key.Value.VerifyData(text, octets.AsSpan(0, length), hash, RSASignaturePadding.Pkcs1);
    }

    private static HashAlgorithmName? HashOf(string? method) => method?.Split('-')[^1] switch
    {
        "SHA1" => HashAlgorithmName.SHA1,
        "SHA256" => HashAlgorithmName.SHA256,
        "SHA512" => HashAlgorithmName.SHA512,
        _ => null,
    };
}
