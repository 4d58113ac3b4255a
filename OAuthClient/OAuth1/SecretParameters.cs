namespace OAuthClient.OAuth1;

/// <summary>Masks the values of parameters that hold secrets.</summary>
internal static class SecretParameters
{
    private static readonly string[] SecretWords =
        ["token", "secret", "verifier", "signature", "password", "key", "code", "handle"];

    private static readonly string[] PublicNames = ["oauth_consumer_key", "oauth_signature_method"];

    public static string MaskValue(string name, string value) => value.Length > 0 && IsSecret(name) ? "***" : value;

    private static bool IsSecret(string name) =>
        !PublicNames.Contains(name)
        && SecretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
