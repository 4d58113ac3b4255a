namespace OAuthClient.Discovery;

/// <summary>Tells whether an answer calls itself JSON.</summary>
internal static class DocumentType
{
    // RFC 8414 section 3.2: application/json. RFC 6839 section 3.1: a type that ends with +json is JSON too.
    /// <exception cref="OAuthException">The answer calls itself something else.</exception>
    public static void ThrowIfNotJson(HttpResponseMessage answer, string url)
    {
        if (!answer.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values))
            return;
        var type = string.Join(", ", values).Split(';')[0].Trim();
        var isJson = type.Length == 0
            || type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
        if (!isJson)
            throw MetadataError.NoJson(url, type);
    }
}
