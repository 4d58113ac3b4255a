using Flurl.Http;
using OAuthClient.Http;

namespace OAuthClient;

/// <summary>
/// Calls a provider's API with Flurl: <c>session.Request("user/repos").GetJsonAsync&lt;…&gt;()</c>. Under Flurl's own <c>HttpTest</c>
/// no handler runs, so no token is attached there; test against a pretend provider instead.
/// </summary>
public static class OAuthSessionRequests
{
    /// <summary>Begins a call to the provider's API. The token is attached when it leaves.</summary>
    /// <param name="session">Whose token to use.</param>
    /// <param name="urlSegments">The address below <see cref="OAuthProvider.ApiBaseUrl"/>, or an absolute one at an origin that may have the token.</param>
    /// <returns>Flurl's request.</returns>
    /// <exception cref="OAuthException">The call would go to an origin that does not get the token.</exception>
    public static IFlurlRequest Request(this OAuthSession session, params object[] urlSegments)
    {
        ArgumentNullException.ThrowIfNull(session);
        var request = session.GetOrAddClient(Client).Request(urlSegments);
        return session.Dance.TokenOrigins.Contains(request.Url?.ToString() ?? "") ? request : throw Refusal(session.Dance.Provider, request);
    }

    private static FlurlClient Client(OAuthSession session)
    {
        var flurl = new FlurlClient(new HttpClient(new OAuthHandler(session)), session.Dance.Provider.ApiBaseUrl);
        // Where the provider's value names the caller, the handler adds it.
        return session.Dance.Provider.ApiHeaders.Keys.Contains(UserAgent.HeaderName, StringComparer.OrdinalIgnoreCase) ? flurl : flurl.WithHeader(UserAgent.HeaderName, UserAgent.Value);
    }

    private static OAuthException Refusal(OAuthProvider provider, IFlurlRequest request)
    {
        var place = Uri.TryCreate(request.Url, UriKind.Absolute, out var url) ? $"{url.Scheme}://{url.Authority}" : request.Url?.Path;
        return OAuthException.Failed(
            OAuthErrorCode.TokenHostRefused,
            $"The token of '{provider.Name}' does not go to '{place}'.",
            provider.ApiBaseUrl is null ? "Set the provider's ApiBaseUrl, or give an absolute address at one of its Origins." : "Add the origin to the provider's Origins if it is the provider's, or call it without the session.");
    }
}
