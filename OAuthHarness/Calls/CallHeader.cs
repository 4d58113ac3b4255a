namespace OAuthHarness.Calls;

/// <summary>Adds a header that a person gave to a call.</summary>
internal static class CallHeader
{
    /// <returns>Whether the header is one, and not that of the token.</returns>
    public static bool TryAdd(HttpRequestMessage request, string name, string value)
    {
        if (value.Any(char.IsControl) || name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
            return false;
        if (request.Headers.TryAddWithoutValidation(name, value))
            return true;
        if (request.Content is not { } content)
            return false;
        // The person's type of the body takes the place of the guessed one.
        content.Headers.Remove(name);
        return content.Headers.TryAddWithoutValidation(name, value);
    }
}
