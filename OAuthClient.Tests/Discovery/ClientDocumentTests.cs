using System.Text.Json.Nodes;
using OAuthClient.Discovery;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Discovery;

/// <summary>The metadata of a client as a document whose address is the client id.</summary>
public class ClientDocumentTests
{
    private const string Url = "https://app.example/oauth/client.json";
    private static readonly ClientMetadata Metadata = RegistrationSetup.Metadata;

    [Test]
    public void The_document_names_its_own_address_and_no_shared_secret()
    {
        var document = JsonNode.Parse(Metadata.ToDocument(Url))!;
        Assert.That(document["client_id"]!.GetValue<string>(), Is.EqualTo(Url));
        Assert.That(document["token_endpoint_auth_method"]!.GetValue<string>(), Is.EqualTo("none"));
        Assert.That(document["redirect_uris"]![0]!.GetValue<string>(), Is.EqualTo(RegistrationSetup.RedirectUri));
    }

    [TestCase("http://app.example/client.json", "https")]
    [TestCase("/client.json", "https")]
    [TestCase("https://app.example", "path")]
    [TestCase("https://app.example/a/../client.json", "dots")]
    [TestCase("https://app.example/./client.json", "dots")]
    [TestCase("https://app.example/a/%2E%2e/client.json", "dots")]
    [TestCase("https://app.example/client.json#x", "fragment")]
    [TestCase("https://app.example/client.json?x=1", "query")]
    [TestCase("https://me:word@app.example/client.json", "user name")]
    [TestCase("https://APP.example/client.json", "https://app.example/client.json")]
    [TestCase("https://app.example:443/client.json", "https://app.example/client.json")]
    public void An_address_that_cannot_be_a_client_id_is_refused(string url, string words)
    {
        Assert.That(Message(() => Metadata.ToDocument(url)), Does.Contain(words).And.Not.Contain("word@"));
        Assert.That(Message(() => Reading.WithClientMetadata(url)), Does.Contain(words));
    }

    [TestCase("client_secret_basic")]
    [TestCase("client_secret_post")]
    [TestCase("client_secret_jwt")]
    public void A_method_with_a_shared_secret_is_refused(string method) => Assert.That(
        Message(() => (Metadata with { TokenEndpointAuthMethod = method }).ToDocument(Url)), Does.Contain(method));

    [Test]
    public void A_software_statement_is_refused() => Assert.That(
        Message(() => (Metadata with { SoftwareStatement = "e.y.J" }).ToDocument(Url)),
        Does.Contain("SoftwareStatement").And.Not.Contain("e.y.J"));

    [TestCase(4_000, true)]
    [TestCase(5_200, false)]
    public void A_document_has_at_most_five_kibibytes(int length, bool isAccepted)
    {
        var metadata = Metadata with { ClientName = new string('x', length) };
        Assert.That(() => metadata.ToDocument(Url), isAccepted ? Throws.Nothing : Throws.ArgumentException);
    }

    [Test]
    public void A_client_with_a_document_has_its_address_as_id_and_no_secret()
    {
        var provider = (Reading with { ClientSecret = "secret" }).WithClientMetadata(Url);
        Assert.That(provider.ClientId, Is.EqualTo(Url));
        Assert.That(provider.ClientSecret.IsEmpty, Is.True);
        Assert.That(provider.ClientAuthentication, Is.SameAs(ClientAuthentication.None));
    }

    [Test]
    public void A_provider_that_reads_no_documents_is_refused() => Assert.That(
        Message(() => RegistrationSetup.Provider.WithClientMetadata(Url)), Does.Contain("ClientRegistrar"));

    private static OAuth2Provider Reading => RegistrationSetup.Provider with { ClientIdMetadataDocuments = true };

    [Test]
    public void An_address_that_is_too_long_for_a_client_id_is_refused() => Assert.That(
        Message(() => Metadata.ToDocument($"https://app.example/{new string('a', 231)}")),
        Does.Contain("251 characters"));

    private static string Message(Action act) => Assert.Catch<ArgumentException>(act)!.Message;
}
