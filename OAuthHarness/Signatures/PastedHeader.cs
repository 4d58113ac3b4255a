namespace OAuthHarness.Signatures;

/// <summary>Reads an Authorization header as it was copied from a log, a trace or a curl command.</summary>
internal static class PastedHeader
{
    private const string Name = "Authorization";

    /// <summary>The header's value, without its name, quotation marks around the line, and line breaks.</summary>
    public static string ReadValue(string line)
    {
        var text = string.Join(' ', line.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries)).Trim();
        if (text.StartsWith("-H ", StringComparison.Ordinal))
            text = text[3..].Trim();
        if (text is [('"' or '\'') and var quote, .. var quoted] && quoted.EndsWith(quote))
            text = quoted[..^1].Trim();
        if (!text.StartsWith(Name, StringComparison.OrdinalIgnoreCase))
            return text;
        var rest = text[Name.Length..].TrimStart();
        return rest.StartsWith(':') ? rest[1..].Trim() : text;
    }
}
