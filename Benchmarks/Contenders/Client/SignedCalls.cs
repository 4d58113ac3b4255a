using System.Net;
using OAuthClient;
using OAuthClient.Http;
using OAuthClient.OAuth1;
using RestSharp;
using RestSharp.Authenticators;

namespace Benchmarks.Contenders.Client;

/// <summary>
/// Signs the same request with OAuth 1, HMAC-SHA1: an operation adds the Authorization header. Nothing is sent.
/// </summary>
internal static class SignedCalls
{
    public const string RestSharp = "RestSharp";

    /// <summary>Signs as a call of the API does: in the handler, with the store and the check of the origin.</summary>
    public static Contender OAuthClientSigning(bool isMadeAnew)
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

    /// <summary>Signs with RestSharp's authenticator, without a client around it.</summary>
    public static Contender RestSharpSigning(bool isMadeAnew)
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

    /// <summary>Counts the paths whose signature covers the address as it is sent.</summary>
    public static int CountCorrectOfOurs(params IEnumerable<string> paths)
    {
        var sender = new HttpMessageInvoker(Handler());
        return paths.Count(path =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{MemoryServer.Site}{path}");
            SynchronousCompletion.Require(sender.SendAsync(request, CancellationToken.None));
            var header = request.Headers.NonValidated["Authorization"].ToString();
            return RequestToSign.IsSignedCorrectly(header, request.RequestUri!.AbsoluteUri, []);
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
            var header = Header(request)?.Value?.ToString();
            return RequestToSign.IsSignedCorrectly(header, client.BuildUri(request).AbsoluteUri, []);
        });
    }

    private static OAuth1Authenticator Authenticator() => OAuth1Authenticator.ForProtectedResource(
        RequestToSign.ClientId, RequestToSign.ClientSecret, RequestToSign.Token, RequestToSign.TokenSecret);

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
        var provider = new OAuth1Provider
        {
            Name = "example",
            ClientId = RequestToSign.ClientId,
            ClientSecret = RequestToSign.ClientSecret,
            ApiBaseUrl = MemoryServer.Site,
        };
        var token = new OAuthToken { AccessToken = RequestToSign.Token, TokenSecret = RequestToSign.TokenSecret };
        return new(Login.DanceWithToken(provider, token, new FixedAnswerHandler()).Session(Login.User));
    }

    // Returns the same response each time, so that creating one is not measured.
    private sealed class FixedAnswerHandler : HttpMessageHandler
    {
        private readonly Task<HttpResponseMessage> _response =
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) => _response;
    }
}
