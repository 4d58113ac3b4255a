using OAuthClient.Http;
using OAuthClient.Internal;
using OAuthClient.OAuth2;

namespace OAuthClient.Discovery;

/// <summary>The endpoints of a document. An endpoint that secrets must not go to is an error that names it.</summary>
internal sealed class MetadataEndpoints(MetadataFields fields, string issuer, DiscoveryOptions options)
{
    private const int MaxLength = 2_048;
    private readonly Uri _issuer = new(issuer);

    /// <returns>The endpoint; null when the document has none.</returns>
    /// <exception cref="OAuthException">The endpoint is unsafe.</exception>
    public string? Find(string name)
    {
        if (fields.FindText(name) is not { } url)
            return null;
        if (url.Length is 0 or > MaxLength || !SafeUrl.HasOnlyUrlCharacters(url))
            throw MetadataError.Invalid(fields.Url, $"{name} of the document is no URL: '{Mask.Clean(url)}'.");
        if (SafeUrl.FindEndpointFault($"{name} of the document", url, options.Allow) is { } fault)
            throw MetadataError.Invalid(fields.Url, Mask.Clean(fault));
        var uri = new Uri(url);
        ThrowIfAddressRefused(uri);
        ThrowIfParameterReserved(name, uri);
        // RFC 9700 section 4.4: a document that a third party chose sends no secret to another host.
        if (options.NamedBy == IssuerSource.ThirdParty && !SafeUrl.IsSameOrigin(_issuer, uri))
            throw MetadataError.OtherHost(fields.Url, name, issuer);
        return url;
    }

    // RFC 6749 sections 3.1 and 3.2: an endpoint may have a query, and no parameter is sent twice. A parameter of the
    // protocol would be chosen by the document then, for many servers read the first one.
    private void ThrowIfParameterReserved(string name, Uri uri)
    {
        var parameters = uri.Query.TrimStart('?').Split('&')
            .Select(pair => Uri.UnescapeDataString(pair.Split('=')[0]))
            .Where(name => AuthorizationRequest.ReservedNames.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (parameters.FirstOrDefault() is { } reserved)
        {
            throw MetadataError.Invalid(
                fields.Url, $"{name} of the document has the parameter '{reserved}', which only the client sets.");
        }
    }

    // Other names are judged by the address that they have when a request is sent.
    private void ThrowIfAddressRefused(Uri uri)
    {
        if (WrittenAddress.Find(uri) is { } address
            && AddressRules.FindRefusal(address, options.Allow) is { } network)
        {
            throw AddressRules.CreateError(uri.Host, address, network);
        }
    }
}
