using System.Net;
using OAuthClient;
using OAuthClient.Http;
using OAuthClient.OAuth1;
using OAuthClient.Storage;
using RestSharp;
using RestSharp.Authenticators;
using Signals;

namespace Benchmarks.Contenders.Client;

/// <summary>The same request signed with OAuth 1, HMAC-SHA1: from a request to one with its Authorization header. Nothing is sent.</summary>
internal static class SignedCalls
{
    public const string RestSharp = "RestSharp";

    /// <summary>As a call of the API goes: through the handler, with the store and the check of the origin.</summary>
    public static Contender Ours(bool isMadeAnew)
    {
        var sender = new HttpMessageInvoker(Handler());
        var kept = new HttpRequestMessage(HttpMethod.Get, RequestToSign.Address);
        return new(Contender.Ours, (first, count) =>
        {
            for (var number = 0; number < count; number++)
            {
                if (isMadeAnew)
                    kept = new(HttpMethod.Get, RequestToSign.Address);
                else
                    kept.Headers.Remove("Authorization");
                SynchronousCompletion.Require(sender.SendAsync(kept, CancellationToken.None));
            }
            if (first < 0)
                RequestToSign.Verify(Contender.Ours, kept.Headers.NonValidated["Authorization"].ToString());
        }, []);
    }

    /// <summary>Its authenticator alone.</summary>
    public static Contender Theirs(bool isMadeAnew)
    {
        var client = new RestClient(MemoryServer.Site);
        var authenticator = Authenticator();
        var kept = Request();
        return new(RestSharp, (first, count) =>
        {
            for (var number = 0; number < count; number++)
            {
                if (isMadeAnew)
                    kept = Request();
                else if (Header(kept) is { } header)
                    kept.RemoveParameter(header);
                SynchronousCompletion.Require(authenticator.Authenticate(client, kept));
            }
            if (first < 0)
                RequestToSign.Verify(RestSharp, Header(kept)?.Value?.ToString());
        }, []);
    }

    /// <summary>Of the addresses without a query, those that it signs as they are sent.</summary>
    public static int CountCorrectOfOurs(params IEnumerable<string> paths)
    {
        var sender = new HttpMessageInvoker(Handler());
        return paths.Count(path =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{MemoryServer.Site}{path}");
            SynchronousCompletion.Require(sender.SendAsync(request, CancellationToken.None));
            return RequestToSign.IsSignedCorrectly(request.Headers.NonValidated["Authorization"].ToString(), request.RequestUri!.AbsoluteUri, []);
        });
    }

    /// <inheritdoc cref="CountCorrectOfOurs"/>
    public static int CountCorrectOfTheirs(params IEnumerable<string> paths)
    {
        using var client = new RestClient(MemoryServer.Site);
        var authenticator = Authenticator();
        return paths.Count(path =>
        {
            var request = new RestRequest(path);
            SynchronousCompletion.Require(authenticator.Authenticate(client, request));
            return RequestToSign.IsSignedCorrectly(Header(request)?.Value?.ToString(), client.BuildUri(request).AbsoluteUri, []);
        });
    }

    private static OAuth1Authenticator Authenticator() =>
        OAuth1Authenticator.ForProtectedResource(RequestToSign.ClientId, RequestToSign.ClientSecret, RequestToSign.Token, RequestToSign.TokenSecret);

    private static Parameter? Header(RestRequest request) => request.Parameters.TryFind("Authorization");

    private static RestRequest Request()
    {
        var request = new RestRequest(RequestToSign.Path);
        foreach (var (name, value) in RequestToSign.Parameters)
            request.AddQueryParameter(name, value);
        return request;
    }

    private static OAuthHandler Handler()
    {
        var provider = new OAuth1Provider { Name = "example", ClientId = RequestToSign.ClientId, ClientSecret = RequestToSign.ClientSecret, ApiBaseUrl = MemoryServer.Site };
        var store = new MemoryTokenStore();
        var token = new OAuthToken { AccessToken = RequestToSign.Token, TokenSecret = RequestToSign.TokenSecret };
        SynchronousCompletion.Require(store.PutAsync(new(provider.Name, provider.ClientId, Login.User, TokenKey.DefaultAccount), token, null));
        var dance = new OAuthDance(provider, Login.RedirectUri, new() { Http = new FixedAnswerHandler(), Tokens = store, Signals = new SignalRegistry() });
        return new(dance.Session(Login.User));
    }

    // One answer for all, so that nothing is measured of it.
    private sealed class FixedAnswerHandler : HttpMessageHandler
    {
        private readonly Task<HttpResponseMessage> _answer = Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _answer;
    }
}
