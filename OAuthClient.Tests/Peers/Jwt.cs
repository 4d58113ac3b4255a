using System.Buffers.Text;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OAuthClient.Tests.Peers;

/// <summary>Signs and verifies JSON Web Tokens (RFC 7515), as far as the extensions of the tests need it.</summary>
internal static class Jwt
{
    private const DSASignatureFormat Format = DSASignatureFormat.IeeeP1363FixedFieldConcatenation;

    /// <summary>Signs claims with ES256.</summary>
    public static string Sign(ECDsa key, JsonObject header, JsonObject claims)
    {
        header["alg"] = "ES256";
        var text = $"{Encode(header)}.{Encode(claims)}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, Format);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>Reads the claims of a token that the server has signed with RS256; null if it has not.</summary>
    public static async Task<JsonObject?> VerifyAsync(
        string? jwt, string issuer, HttpMessageHandler transport, CancellationToken cancellationToken)
    {
        if (jwt?.Split('.') is not [var header, var claims, var signature])
            return null;
        using var http = new HttpClient(transport, disposeHandler: false);
        var keys = await http.GetFromJsonAsync<JsonObject>($"{issuer}/jwks", cancellationToken);
        var kid = (string?)Decode(header)["kid"];
        var key = keys!["keys"]!.AsArray().FirstOrDefault(key => (string?)key!["kid"] == kid);
        using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(key!["n"]), Exponent = Bytes(key["e"]) });
        var isValid = (string?)Decode(header)["alg"] == "RS256" && rsa.VerifyData(
            Encoding.ASCII.GetBytes($"{header}.{claims}"),
            Base64Url.DecodeFromChars(signature),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1);
        return isValid ? Decode(claims) : null;
    }

    /// <summary>The public key as a JSON Web Key, its members in the order of a thumbprint (RFC 7638).</summary>
    public static JsonObject PublicKey(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new()
        {
            ["crv"] = "P-256",
            ["kty"] = "EC",
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
        };
    }

    public static string Digest(string text) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(text)));

    private static string Encode(JsonObject part) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));

    private static JsonObject Decode(string part) =>
        JsonNode.Parse(Base64Url.DecodeFromChars(part))!.AsObject();

    private static byte[] Bytes(JsonNode? value) => Base64Url.DecodeFromChars((string?)value);
}
