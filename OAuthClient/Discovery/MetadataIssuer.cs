namespace OAuthClient.Discovery;

/// <summary>The issuer of a document, once it has been compared with the one that was asked for.</summary>
/// <param name="Text">The issuer, or its template.</param>
/// <param name="IsTemplate">Whether the text is a template of the issuers of tenants.</param>
internal sealed record MetadataIssuer(string Text, bool IsTemplate)
{
    /// <exception cref="OAuthException">The document has no issuer, or another one.</exception>
    public static MetadataIssuer Read(MetadataFields fields, string? asked, DiscoveryOptions options)
    {
        var found = fields.FindText("issuer")
            ?? throw MetadataError.Invalid(fields.Url, "The document has no issuer.", "Is it the metadata of a provider?");
        var template = options.IssuerTemplate;
        if (found == template)
            return new(found, IsTemplate: true);
        // RFC 8414 section 3.3: the issuer is the one that was asked for. RFC 8414 section 4: compared by code points.
        var isExpected = template is null
            ? asked is null || string.Equals(found, asked, StringComparison.Ordinal)
            : OAuth2.IssuerTemplate.IsFilledBy(template, found);
        if (!isExpected)
            throw MetadataError.OtherIssuer(fields.Url, asked ?? template!, found);
        return IssuerCheck.FindFault(found, options.Allow) is { } fault
            ? throw MetadataError.Invalid(fields.Url, $"issuer of the document cannot be used. {fault}")
            : new(found, IsTemplate: false);
    }
}
