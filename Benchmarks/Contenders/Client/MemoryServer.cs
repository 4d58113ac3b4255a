using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Benchmarks.Contenders.Client;

/// <summary>
/// A transport that answers at once from memory, so that only the client is measured. It keeps the last request for
/// checks.
/// </summary>
internal sealed class MemoryServer : HttpMessageHandler
{
    public const string Site = "https://api.example.com";
    public const string AccessToken = "gho_16C7e42F292c6912E7710c838347Ae178B4a";

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>The bodies of the responses, by the path of the request.</summary>
    private static readonly Dictionary<string, byte[]> Answers = new(StringComparer.Ordinal)
    {
        ["/user"] = """{"login":"anna"}"""u8.ToArray(),
        ["/me"] = """{"id":42,"login":"anna"}"""u8.ToArray(),
        ["/token"] = Encoding.UTF8.GetBytes(
            $$"""{"access_token":"{{AccessToken}}","token_type":"Bearer","expires_in":3600"""
            + ""","refresh_token":"ghr_1B4a2e77838347a7E420ce178F2E7c6912E16924","scope":"read write"}"""),
        ["/.well-known/openid-configuration"] = Encoding.UTF8.GetBytes(
            $$"""{"issuer":"{{Site}}","authorization_endpoint":"{{Site}}/authorize","token_endpoint":"{{Site}}"""
            + $$"""/token","jwks_uri":"{{Site}}/keys"}"""),
        ["/keys"] = """{"keys":[]}"""u8.ToArray(),
    };

    public static byte[] Answer(string path) => Answers[path];

    public int Requests { get; private set; }

    public HttpRequestMessage? Last { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        Last = request;
        var content = new ByteArrayContent(Answers[request.RequestUri!.AbsolutePath]);
        content.Headers.ContentType = Json;
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request };
        return Task.FromResult(response);
    }
}
