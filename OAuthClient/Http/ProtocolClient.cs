using System.Text;
using Flurl.Http;
using Flurl.Http.Content;

namespace OAuthClient.Http;

/// <summary>What an endpoint of the protocol answered: at most a mebibyte of text.</summary>
internal sealed record ProtocolAnswer(string Endpoint, int Status, string Body)
{
    public DateTimeOffset? Date { get; init; }

    public string Challenge { get; init; } = "";
}

/// <summary>
/// Posts forms to endpoints of the protocol: no redirect is followed, the size is bounded, every status is an answer, and no exception
/// of the HTTP library gets out, for those hold whole addresses and bodies.
/// </summary>
internal sealed class ProtocolClient(DanceTools tools)
{
    private const int LargestAnswer = 1024 * 1024;

    public async Task<ProtocolAnswer> PostAsync(string endpoint, string body, string type, IEnumerable<(string Name, string Value)> headers, CancellationToken cancellationToken)
    {
        var shown = endpoint.Split('?')[0];
        using var client = new FlurlClient(new HttpClient(tools.Http, disposeHandler: false));
        try
        {
            // RFC 9700 section 4.12: a redirect would carry the code and the secret elsewhere.
            var request = client.Request(endpoint).WithAutoRedirect(false).AllowAnyHttpStatus().WithTimeout(tools.Options.EndpointTimeout)
                .WithHeader("User-Agent", UserAgent.Text).WithHeader("Accept", "application/json, application/x-www-form-urlencoded;q=0.9");
            foreach (var (name, value) in headers)
                request.WithHeader(name, value);
            var content = new CapturedStringContent(body, type);
            using var answer = await request.SendAsync(HttpMethod.Post, content, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (answer.StatusCode is >= 300 and < 400)
                throw Failed(OAuthErrorCode.EndpointRedirected, shown, "The endpoint redirects, which is not followed: secrets would go elsewhere.", "Set the endpoint to where it really is.", answer.StatusCode);
            return new(shown, answer.StatusCode, await ReadAsync(answer, shown, cancellationToken).ConfigureAwait(false))
            {
                Date = answer.ResponseMessage.Headers.Date,
                Challenge = answer.ResponseMessage.Headers.WwwAuthenticate.ToString(),
            };
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception timeout) when (timeout is FlurlHttpTimeoutException or OperationCanceledException)
        {
            throw Failed(OAuthErrorCode.EndpointTimeout, shown, $"The endpoint did not answer within {tools.Options.EndpointTimeout.TotalSeconds:0.#} seconds.", "Try again later, or raise EndpointTimeout.");
        }
        catch (Exception unreachable) when (unreachable is FlurlHttpException or HttpRequestException or IOException)
        {
            throw Failed(OAuthErrorCode.EndpointUnreachable, shown, $"The endpoint could not be reached: {Cause(unreachable)}.", "Is the address right, and the network up?");
        }
    }

    private async Task<string> ReadAsync(IFlurlResponse answer, string endpoint, CancellationToken cancellationToken)
    {
        // Flurl's timeout ends with the headers; a body may trickle.
        using var limit = new CancellationTokenSource(tools.Options.EndpointTimeout, tools.Options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var stream = await answer.ResponseMessage.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
        using var body = new MemoryStream();
        var buffer = new byte[8 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, either.Token).ConfigureAwait(false)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > LargestAnswer)
                throw Failed(OAuthErrorCode.AnswerTooLarge, endpoint, $"The answer is larger than {LargestAnswer} bytes.", "Is it the right address?", answer.StatusCode);
        }
        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length).TrimStart('\uFEFF');
    }

    // A socket's own words are safe and help; others may repeat the address with its query.
    private static string Cause(Exception exception) =>
        exception.GetBaseException() is System.Net.Sockets.SocketException socket ? socket.Message : exception.GetBaseException().GetType().Name;

    private static OAuthException Failed(string code, string endpoint, string message, string hint, int? status = null) =>
        new(OAuthOutcomeKind.ProviderFailed, new(code, message) { Endpoint = endpoint, Hint = hint, Status = status });
}
