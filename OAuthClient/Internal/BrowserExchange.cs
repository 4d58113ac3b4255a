namespace OAuthClient.Internal;

/// <summary>The requests of a browser in a login: to the authorization endpoint, and the callback.</summary>
internal static class BrowserExchange
{
    public static TraceExchange OfAuthorization(Uri url, Secret clientSecret, string? redirectUri)
    {
        var address = url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        return new(EndpointNames.Authorization, "GET", address, () => new RedactedText([clientSecret], redirectUri)
            .WriteLine($"GET {address}")
            .WriteParameters(OAuthCallback.FromUrl(url.Query).Parameters.Select(pair => (pair.Key, pair.Value)))
            .ToString());
    }

    // Any website can have written the callback: its names are checked too.
    public static TraceExchange OfCallback(OAuthCallback callback, Secret clientSecret, string? redirectUri)
    {
        var method = callback.IsForm ? "POST" : "GET";
        var address = redirectUri?.Split('?')[0] ?? "(the redirect URI of the login)";
        return new(EndpointNames.Callback, method, address, () => new RedactedText([clientSecret], redirectUri)
            .WriteLine($"{method} {address}")
            .WriteParameters(callback.Parameters.Select(pair => (pair.Key, pair.Value)))
            .ToString());
    }
}
