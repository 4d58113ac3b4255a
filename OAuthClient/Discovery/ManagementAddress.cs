using System.Net;
using OAuthClient.Internal;
using OAuthClient.OAuth2;

namespace OAuthClient.Discovery;

/// <summary>
/// Judges the address where a registration is managed, as an endpoint of a document is judged: the token and the secret
/// travel there (RFC 7592 section 5).
/// </summary>
internal static class ManagementAddress
{
    private const int MaxLength = 2_048;

    private static readonly RegistrationFault NoUrl = new(
        "has a registration_client_uri that is no https address", RegistrationFault.ProviderMistake);

    /// <returns>The fault; null when there is none.</returns>
    public static RegistrationFault? FindFault(OAuth2Provider provider, string url)
    {
        if (!IsUrl(url) || SafeUrl.FindEndpointFault("registration_client_uri", url, provider.Allow) is not null)
            return NoUrl;
        var uri = new Uri(url);
        if (SafeUrl.IsSameOrigin(new(provider.RegistrationEndpoint!), uri))
            return null;
        // RFC 9700 section 4.4: a provider that a third party named sends no secret to another host.
        if (provider.IsGuarded)
        {
            return new(
                $"has a registration_client_uri at {uri.IdnHost}, which is not the host of the registration endpoint",
                "If you trust the issuer, name it yourself instead of taking it from a third party.");
        }
        return IsPrivate(uri, provider.Allow)
            ? new(
                $"has a registration_client_uri at {uri.IdnHost}, which is an address of this machine or of a private network",
                "If the provider is meant to be there, allow it by name: Allow = Insecure.PrivateAddresses, or "
                + "Insecure.LoopbackHttp for this machine.")
            : null;
    }

    private static bool IsUrl(string url) =>
        url.Length <= MaxLength
        && SafeUrl.HasOnlyUrlCharacters(url)
        && Uri.TryCreate(url, UriKind.Absolute, out _)
        && !HasUserName(url)
        && !ClientIdUrl.HasDots(url.Split('?')[0]);

    // Uri does not tell an empty user name from none.
    private static bool HasUserName(string url) =>
        url.Split('/') is [_, _, var authority, ..] && authority.Contains('@', StringComparison.Ordinal);

    private static bool IsPrivate(Uri uri, Insecure allow)
    {
        // A period at the end makes the name absolute, and changes nothing else.
        var host = uri.DnsSafeHost.TrimEnd('.');
        if (IPAddress.TryParse(host, out var address))
            return AddressRules.FindRefusal(address, allow) is not null;
        var isLocal = host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
        return isLocal && !allow.HasFlag(Insecure.LoopbackHttp);
    }
}
