using Flurl.Http;
using OAuthClient.Http;

namespace OAuthClient;

/// <summary>
/// Calls a provider's API with Flurl: <c>session.Request("user/repos").GetJsonAsync&lt;…&gt;()</c>.
/// </summary>
/// <remarks>
/// Flurl's <c>HttpTest</c> runs no handler, so no token is attached there: test against a pretend provider instead.
/// </remarks>
public static class OAuthSessionRequests
{
    /// <summary>Creates a call to the provider's API. The token is attached when the call is sent.</summary>
    /// <param name="session">The session whose token is attached.</param>
    /// <param name="urlSegments">
    /// The address below <see cref="OAuthProvider.ApiBaseUrl"/>, or an absolute address at an origin that may have the
    /// token.
    /// </param>
    /// <returns>The Flurl request.</returns>
    /// <exception cref="OAuthException">The provider's value does not name the origin of the address.</exception>
    public static IFlurlRequest Request(this OAuthSession session, params object[] urlSegments)
    {
        ArgumentNullException.ThrowIfNull(session);
        var request = session.GetOrAddClient(CreateClient).Request(urlSegments);
        return session.Dance.TokenOrigins.Contains(request.Url?.ToString() ?? "")
            ? request
            : throw TokenHostRefused(session.Dance.Provider, request);
    }

    private static FlurlClient CreateClient(OAuthSession session)
    {
        var provider = session.Dance.Provider;
        var flurl = new FlurlClient(new HttpClient(new OAuthHandler(session)), provider.ApiBaseUrl);
        // If the provider's value has a user agent, OAuthHandler adds it.
        var hasUserAgent = provider.ApiHeaders.Keys.Contains(UserAgent.HeaderName, StringComparer.OrdinalIgnoreCase);
        return hasUserAgent ? flurl : flurl.WithHeader(UserAgent.HeaderName, UserAgent.HeaderValue);
    }

    private static OAuthException TokenHostRefused(OAuthProvider provider, IFlurlRequest request)
    {
        var target = Uri.TryCreate(request.Url, UriKind.Absolute, out var url)
            ? $"{url.Scheme}://{url.Authority}"
            : request.Url?.Path;
        return OAuthException.Failed(
            OAuthErrorCode.TokenHostRefused,
            $"The token of '{provider.Name}' does not go to '{target}'.",
            provider.ApiBaseUrl is null
                ? "Set the provider's ApiBaseUrl, or give an absolute address at one of its Origins."
                : "Add the origin to the provider's Origins if it is the provider's, or call it without the session.");
    }
}
