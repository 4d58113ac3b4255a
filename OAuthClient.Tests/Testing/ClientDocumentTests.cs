using System.Net;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Testing;

/// <summary>The clients of a pretend provider whose identifier is the address of a document.</summary>
public class ClientDocumentTests
{
    private const string Id = "https://app.example/client.json";
    private const string Start = $$"""{"client_id":"{{Id}}","token_endpoint_auth_method":""";

    [TestCase(Id, $$"""{{Start}}"none","redirect_uris":["https://app.example/callback"]}""", 200)]
    [TestCase(Id, $$"""{{Start}}"none","redirect_uris":["https://app.example/other"]}""", 400)]
    [TestCase(Id, $$"""{{Start}}"client_secret_basic","redirect_uris":["https://app.example/callback"]}""", 400)]
    [TestCase(Id, """{"client_id":"https://app.example/","redirect_uris":["https://app.example/callback"]}""", 400)]
    [TestCase(Id, "[]", 400)]
    [TestCase(Id, "{", 400)]
    [TestCase("https://app.example/", "{}", 400)]
    [TestCase("http://app.example/client.json", "{}", 400)]
    public async Task A_client_is_known_by_its_document(string id, string document, int status)
    {
        await using var provider = CreateProvider(new(HttpStatusCode.OK) { Content = new StringContent(document) });
        using var page = await OpenLoginAsync(provider, id);
        Assert.That((int)page.StatusCode, Is.EqualTo(status));
    }

    [TestCase(HttpStatusCode.NotFound)]
    [TestCase(HttpStatusCode.Found)]
    public async Task A_document_that_is_not_there_makes_no_client(HttpStatusCode status)
    {
        var document = $$"""{{Start}}"none","redirect_uris":["https://app.example/callback"]}""";
        await using var provider = CreateProvider(new(status) { Content = new StringContent(document) });
        using var page = await OpenLoginAsync(provider, Id);
        Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task The_metadata_tells_whether_documents_are_read([Values] bool reads)
    {
        await using var provider = new PretendProvider();
        using var http = new SocketsHttpHandler();
        provider.ClientDocuments = reads ? http : null;
        using var answer = await new WireClient(provider).GetAsync("/.well-known/oauth-authorization-server");
        var document = await WireClient.ReadAsync(answer);
        Assert.That((bool?)document["client_id_metadata_document_supported"], Is.EqualTo(reads));
        Assert.That(provider.OAuth2.ClientIdMetadataDocuments, Is.EqualTo(reads));
    }

    private static PretendProvider CreateProvider(HttpResponseMessage answer) =>
        new() { ClientDocuments = new DocumentHandler(answer) };

    private static Task<HttpResponseMessage> OpenLoginAsync(PretendProvider provider, string id) =>
        new WireClient(provider).GetAsync(
            $"/authorize?response_type=code&client_id={Uri.EscapeDataString(id)}&code_challenge_method=S256"
            + $"&code_challenge={new string('a', 43)}&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback");

    private sealed class DocumentHandler(HttpResponseMessage answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(answer);
    }
}
