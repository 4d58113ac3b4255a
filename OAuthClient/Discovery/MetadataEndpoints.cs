using System.Net;
using OAuthClient.Http;
using OAuthClient.Internal;

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
        // RFC 9700 section 4.4: a document that a third party chose sends no secret to another host.
        if (options.NamedBy == IssuerSource.ThirdParty && !SafeUrl.IsSameOrigin(_issuer, uri))
            throw MetadataError.OtherHost(fields.Url, name, issuer);
        return url;
    }

    // Names are judged by the address that they have when a request is sent.
    private void ThrowIfAddressRefused(Uri uri)
    {
        if (IPAddress.TryParse(uri.DnsSafeHost, out var address)
            && AddressRules.FindRefusal(address, options.Allow) is { } network)
        {
            throw AddressRules.CreateError(uri.Host, address, network);
        }
    }
}
