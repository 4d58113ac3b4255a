namespace OAuthClient.OAuth1;

/// <summary>Which parameters are not to be shown.</summary>
internal static class SecretNames
{
    private static readonly string[] Words = ["token", "secret", "verifier", "signature", "password", "key", "code"];
    private static readonly string[] Harmless = ["oauth_consumer_key", "oauth_signature_method"];

    public static string Masked(string name, string value) =>
        value.Length == 0 || Harmless.Contains(name) || !Words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)) ? value : "***";
}
