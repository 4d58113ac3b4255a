using System.Runtime.CompilerServices;
using Flurl.Http;
using OAuthClient.Http;

namespace OAuthClient;

/// <summary>
/// Calls a provider's API with Flurl: <c>session.Request("user/repos").GetJsonAsync&lt;…&gt;()</c>. Under Flurl's own <c>HttpTest</c>
/// no handler runs, so no token is attached there; test against a pretend provider instead.
/// </summary>
public static class OAuthSessionRequests
{
    private static readonly ConditionalWeakTable<OAuthSession, IFlurlClient> Clients = [];

    /// <summary>Begins a call to the provider's API. The token is attached when it leaves.</summary>
    /// <param name="session">Whose token to use.</param>
    /// <param name="urlSegments">The address below <see cref="OAuthProvider.ApiBaseUrl"/>, or an absolute one at an origin that may have the token.</param>
    /// <returns>Flurl's request.</returns>
    /// <exception cref="OAuthException">The call would go to an origin that does not get the token.</exception>
    public static IFlurlRequest Request(this OAuthSession session, params object[] urlSegments)
    {
        ArgumentNullException.ThrowIfNull(session);
        var request = Clients.GetValue(session, Client).Request(urlSegments);
        var provider = session.Dance.Provider;
        if (Uri.TryCreate(request.Url, UriKind.Absolute, out var url) && provider.IsTokenOrigin(url))
            return request;
        throw OAuthException.Here(
            OAuthErrorCode.TokenHostRefused,
            $"The token of '{provider.Name}' does not go to '{(url is null ? request.Url.Path : $"{url.Scheme}://{url.Authority}")}'.",
            provider.ApiBaseUrl is null ? "Set the provider's ApiBaseUrl, or give an absolute address at one of its Origins." : "Add the origin to the provider's Origins if it is the provider's, or call it without the session.");
    }

    private static IFlurlClient Client(OAuthSession session)
    {
        // The transport is the dance's: neither Flurl nor HttpClient may dispose it.
        var client = new HttpClient(new OAuthHandler(session), disposeHandler: false);
        var flurl = new FlurlClient(client, session.Dance.Provider.ApiBaseUrl);
        // Where the provider's value names the caller, the handler adds it.
        return session.Dance.Provider.ApiHeaders.Keys.Contains(UserAgent.Header, StringComparer.OrdinalIgnoreCase) ? flurl : flurl.WithHeader(UserAgent.Header, UserAgent.Text);
    }
}
