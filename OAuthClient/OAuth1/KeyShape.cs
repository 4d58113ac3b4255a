namespace OAuthClient.OAuth1;

/// <summary>What can be said of a signing key without showing it.</summary>
internal static class KeyShape
{
    public static string Of(OAuth1Provider provider, Secret tokenSecret)
    {
        var method = provider.SignatureMethod;
        return method.UsesSecrets
            ? $"{method.KeyShape}\nclient secret: {Of(provider.ClientSecret)}\ntoken secret: {Of(tokenSecret)}"
            : method.KeyShape;
    }

    private static string Of(Secret secret)
    {
        var text = secret.Reveal();
        if (text.Length == 0)
            return "none";
        var oddities = new[]
        {
            text.Trim().Length < text.Length ? "with white space around it: was it copied with a line break?" : null,
            text.Any(char.IsControl) ? "with control characters in it" : null,
            text.Any(letter => letter > '~') ? "with letters that are not ASCII" : null,
            text.Contains('%', StringComparison.Ordinal) ? "with a percent sign in it: is it encoded already?" : null,
        };
        return string.Join(", ", [$"{text.Length} characters", .. oddities.OfType<string>()]);
    }
}
