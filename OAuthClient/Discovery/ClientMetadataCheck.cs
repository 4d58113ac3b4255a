using System.Text.Json;
using OAuthClient.Internal;

namespace OAuthClient.Discovery;

/// <summary>Finds values of client metadata that no provider could accept, before anything is sent.</summary>
internal static class ClientMetadataCheck
{
    /// <exception cref="ArgumentException">A value cannot work; the message names it.</exception>
    public static void ThrowIfInvalid(ClientMetadata metadata)
    {
        foreach (var uri in metadata.RedirectUris)
            SafeUrl.CheckRedirectUri(uri);
        foreach (var (applies, fault) in Rules(metadata))
        {
            if (applies)
                throw new ArgumentException($"The client metadata {fault}");
        }
        foreach (var (field, url) in Addresses(metadata))
            CheckAddress(field, url);
        foreach (var (name, value) in metadata.Fields)
            CheckField(name, value);
        if (metadata.Jwks is { } keys && ClientKeys.FindFault(keys) is { } keyFault)
            throw new ArgumentException($"The client metadata has Jwks that {keyFault}");
    }

    public static string DeriveApplicationType(IReadOnlyList<string> redirectUris) =>
        redirectUris.Count > 0 && redirectUris.All(IsNative) ? "native" : "web";

    private static IEnumerable<(bool Applies, string Fault)> Rules(ClientMetadata metadata) =>
    [
        (
            metadata.GrantTypes.Count == 0,
            "has neither RedirectUris nor GrantTypes. Set RedirectUris to those of your dances, or GrantTypes to what "
            + "the program does without a user, such as client_credentials."),
        (
            metadata.RedirectUris.Count == 0 && metadata.GrantTypes.Contains("authorization_code"),
            "has the grant type authorization_code and no RedirectUris, so no login could come back."),
        (
            metadata.ApplicationType is not ("web" or "native"),
            $"has the ApplicationType '{metadata.ApplicationType}'; it may be web or native."),
        // RFC 7591 section 2: jwks_uri and jwks must not both be present.
        (
            metadata is { Jwks: not null, JwksUri: not null },
            "has Jwks and JwksUri. Leave out one of them."),
        (
            metadata is { TokenEndpointAuthMethod: "private_key_jwt", Jwks: null, JwksUri: null },
            "has the method private_key_jwt and no public key to check it with. Set JwksUri or Jwks."),
        (
            metadata.Scopes.Any(scope => string.IsNullOrWhiteSpace(scope) || scope.Contains(' ')),
            "has a scope that is empty or has a space. Give each scope an item of its own."),
        (
            metadata.TokenEndpointAuthMethod is { } method && string.IsNullOrWhiteSpace(method),
            "has an empty TokenEndpointAuthMethod. Leave it out for the default."),
    ];

    private static IEnumerable<(string Field, string? Url)> Addresses(ClientMetadata metadata) =>
    [
        (nameof(metadata.ClientUri), metadata.ClientUri),
        (nameof(metadata.LogoUri), metadata.LogoUri),
        (nameof(metadata.TosUri), metadata.TosUri),
        (nameof(metadata.PolicyUri), metadata.PolicyUri),
        (nameof(metadata.JwksUri), metadata.JwksUri),
    ];

    // RFC 7591 section 2: they must point to a valid web page. The provider shows them to its users.
    private static void CheckAddress(string field, string? url)
    {
        if (url is null || (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("https" or "http")))
            return;
        throw new ArgumentException(
            $"The client metadata has the {field} '{url}'; it must be an absolute address such as https://app.example.");
    }

    private static void CheckField(string name, string value)
    {
        if (ClientMetadataJson.IsReserved(name))
        {
            throw new ArgumentException(
                $"The client metadata has '{name}' in Fields. It has a property of its own, or only the provider sets it.");
        }
        if (!IsJson(value))
        {
            throw new ArgumentException(
                $"The client metadata has a value of '{name}' in Fields that is no JSON text. A text has quotes: \"\\\"text\\\"\".");
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // As in RFC 8252, a native program has a scheme of its own, or loopback http.
    private static bool IsNative(string redirectUri) =>
        Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp ? Loopback.IsHost(uri) : uri.Scheme != Uri.UriSchemeHttps);
}
