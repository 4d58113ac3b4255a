namespace OAuthClient.Discovery;

/// <summary>The characters that ids and secrets of a registration may have.</summary>
internal static class RegistrationText
{
    // Longer ids would make the keys of tokens longer than databases take.
    public const int MaxClientIdLength = 250;

    // RFC 6749 appendix A.1.
    public static bool IsClientId(string text) =>
        text.Length <= MaxClientIdLength && IsPrintable(text) && !string.IsNullOrWhiteSpace(text);

    // RFC 6749 appendix A.2.
    public static bool IsSecret(string text) => IsPrintable(text);

    // RFC 6750 section 2.1: a token with a line break could add a header.
    public static bool IsToken(string text) => !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static bool IsPrintable(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
