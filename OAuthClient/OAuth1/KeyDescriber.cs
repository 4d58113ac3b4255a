namespace OAuthClient.OAuth1;

/// <summary>Describes a signing key without showing it.</summary>
internal static class KeyDescriber
{
    public static string Describe(OAuth1Provider provider, Secret tokenSecret)
    {
        var method = provider.SignatureMethod;
        return method.UsesSecrets
            ? $"{method.KeyDescription}\n"
                + $"client secret: {Describe(provider.ClientSecret)}\ntoken secret: {Describe(tokenSecret)}"
            : method.KeyDescription;
    }

    private static string Describe(Secret secret)
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
