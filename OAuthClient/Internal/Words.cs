namespace OAuthClient.Internal;

/// <summary>Checks lists of words of the caller's.</summary>
internal static class Words
{
    /// <exception cref="ArgumentException">A word is blank; a request would ask for something else then.</exception>
    public static IReadOnlyList<string> ThrowIfBlank(IReadOnlyList<string> words, string name)
    {
        ArgumentNullException.ThrowIfNull(words, name);
        return words.Any(string.IsNullOrWhiteSpace)
            ? throw new ArgumentException($"{name} has a blank word. Leave it out where there is none.", name)
            : words;
    }
}
