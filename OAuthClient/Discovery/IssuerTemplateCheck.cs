using OAuthClient.OAuth2;

namespace OAuthClient.Discovery;

/// <summary>Refuses a template that cannot be one of issuers, and says what to write.</summary>
internal static class IssuerTemplateCheck
{
    private const string Example = "such as https://login.microsoftonline.com/{tenantid}/v2.0.";

    /// <exception cref="ArgumentException">The template cannot be used, or the issuer does not fit it.</exception>
    public static void ThrowIfInvalid(string? issuer, DiscoveryOptions options)
    {
        if (options.IssuerTemplate is not { } template)
            return;
        if (FindFault(template, options.Allow) is { } fault)
            throw new ArgumentException($"IssuerTemplate is '{template}'. {fault}", nameof(options));
        if (issuer is not null && !IssuerTemplate.IsFilledBy(template, issuer))
        {
            throw new ArgumentException(
                $"The issuer '{issuer}' does not fit the IssuerTemplate '{template}'. They may differ in the "
                + "placeholders only.",
                nameof(options));
        }
    }

    private static string? FindFault(string template, Insecure allow)
    {
        if (IssuerTemplate.HasStrayBrace(template))
        {
            return "A placeholder stands for a whole segment of the path: neither for the scheme or the host, nor for a "
                + $"part of a segment. Write the issuer as in the document, {Example}";
        }
        return IssuerTemplate.HasPlaceholder(template)
            ? IssuerCheck.FindFault(IssuerTemplate.Fill(template), allow)
            : $"It is without a placeholder. Write the issuer as in the document, {Example}";
    }
}
