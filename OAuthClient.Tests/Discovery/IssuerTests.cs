using OAuthClient.Discovery;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Discovery;

/// <summary>A text that cannot be an issuer is refused before any request, with what to write.</summary>
public class IssuerTests
{
    [TestCase("", "https://issuer.example")]
    [TestCase("  ", "https://issuer.example")]
    [TestCase("issuer.example", "with https://")]
    [TestCase("/issuer", "with https://")]
    [TestCase("https://", "with https://")]
    [TestCase("mailto:me@issuer.example", "with https://")]
    [TestCase("http://issuer.example/a", "Write https://issuer.example/a")]
    [TestCase("ftp://issuer.example/", "Write https://issuer.example/ (")]
    [TestCase("http://issuer.example", "Write https://issuer.example (")]
    [TestCase("HTTP://Issuer.example:80", "Write https://Issuer.example:80 (")]
    [TestCase("ftp://issuer.example/a%2fb", "Write https://issuer.example/a%2fb (")]
    [TestCase("http://localhost:5000", "Allow = Insecure.LoopbackHttp")]
    [TestCase("http://localhost.:5000", "an issuer is https")]
    [TestCase("https://issuer.example?tenant=1", "has a query, which no issuer has. Write https://issuer.example")]
    [TestCase("https://issuer.example/a?", "has a query, which no issuer has. Write https://issuer.example/a")]
    [TestCase("https://issuer.example/#x", "has a fragment, which no issuer has. Write https://issuer.example/")]
    [TestCase("https://me:secret@issuer.example", "before '@'")]
    [TestCase("https://issuer.example/a b", "%20")]
    [TestCase("https://bücher.example", "ASCII")]
    [TestCase("https://①②⑦.0.0.1", "ASCII")]
    [TestCase("https://issuer.example\\a", "character")]
    [TestCase("https://93.184.216.34", "the host's name")]
    [TestCase("https://10.0.0.1", "Insecure.PrivateAddresses")]
    [TestCase("https://2130706433/", "the host's name")]
    [TestCase("https://[2606:4700::1111]", "the host's name")]
    [TestCase("https://issuer.example/.well-known/openid-configuration", "the issuer alone: https://issuer.example")]
    [TestCase(
        "https://issuer.example/.well-known/oauth-authorization-server/a", "the issuer alone: https://issuer.example/a")]
    [TestCase("https://issuer.example/a/.well-known/openid-configuration", "the issuer alone: https://issuer.example/a")]
    [TestCase("https://@issuer.example", "before '@'")]
    [TestCase("https://issuer.example:", "has the port ''. Write https://issuer.example (")]
    [TestCase("https://issuer.example:/a", "has the port ''. Write https://issuer.example/a (")]
    [TestCase("https://issuer.example:08443/a", "has the port '08443'. Write https://issuer.example:8443/a (")]
    [TestCase("https://issuer%2eexample", "no absolute address")]
    [TestCase("https://loopback/a", "Write localhost")]
    [TestCase("https://93.184.216.34.", "the host's name")]
    [TestCase("https://issuer.example/%", "%25")]
    [TestCase("https://issuer.example/%4", "%25")]
    [TestCase("https://issuer.example/a%zz", "%25")]
    [TestCase("https://issuer.example/%00", "control character")]
    [TestCase("https://issuer.example/a%0D%0Ab", "control character")]
    [TestCase("https://issuer.example/%250a", "control character")]
    [TestCase("https://issuer.example/%c0%ae", "no UTF-8")]
    [TestCase("https://issuer.example/{tenant}", "IssuerTemplate")]
    [TestCase("https://issuer.example/a|b", "character")]
    public async Task A_text_that_is_no_issuer_is_refused_with_what_to_write(string issuer, string words)
    {
        using var stub = new IssuerStub();
        var failure = await Assert.ThrowsAsync<ArgumentException>(
            () => new OAuthDiscovery().DiscoverAsync(issuer, stub.Options));
        Assert.That(failure!.Message, Does.Contain(words).And.Not.Contain("secret"));
        Assert.That(stub.Requests, Is.Empty);
    }

    // Each leads to /uploads/x or /, for .NET or for a host behind it.
    private static readonly string[] DottedPaths =
    [
        "/..", "/.", "/a/../uploads/x", "/../../uploads/x", "/%2e%2e/%2e%2e/uploads/x", "/%2E./%2e%2E/uploads/x",
        "/./uploads/x", "/%2e/uploads/x", "/a/..", "/a/%2E%2E/", "/..%2f..%2fuploads/x", "/..%5c..%5Cuploads/x",
        "/%252e%252e/%252e%252e/uploads/x", "/%25252e%25252e/uploads/x", "/..;a/..;b/uploads/x", "/..%3ba/uploads/x",
    ];

    [TestCaseSource(nameof(DottedPaths))]
    public async Task T38_An_issuer_with_a_segment_of_dots_is_refused_before_any_request(string path)
    {
        using var stub = new IssuerStub();
        var options = stub.Options with { NamedBy = IssuerSource.ThirdParty };
        var failure = await Assert.ThrowsAsync<ArgumentException>(
            () => new OAuthDiscovery().DiscoverAsync($"https://issuer.example{path}", options));
        Assert.That(failure!.Message, Does.Contain("a segment of dots"));
        Assert.That(stub.Requests, Is.Empty);
    }

    [TestCaseSource(nameof(DottedPaths))]
    public void T38_A_document_whose_issuer_has_a_segment_of_dots_is_refused(string path)
    {
        var error = Refuse(IssuerStub.Json($"https://issuer.example{path}"));
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.MetadataInvalid));
        Assert.That(error.Message, Does.Contain("a segment of dots"));
    }

    [TestCase("/a..b/...")]
    [TestCase("/.well/a.b/~x")]
    [TestCase("/caf%C3%A9/100%25")]
    [TestCase("/a%20b;v=1")]
    [TestCase("/a%2Fb")]
    public async Task The_document_of_an_issuer_is_asked_for_at_its_own_path(string path)
    {
        using var stub = new IssuerStub().Publish($"https://issuer.example{path}");
        var provider = await new OAuthDiscovery().DiscoverAsync($"https://issuer.example{path}", stub.Options);
        Assert.That(provider.Issuer, Is.EqualTo($"https://issuer.example{path}"));
    }

    [Test]
    public async Task An_issuer_that_is_too_long_is_refused() => await Assert.ThrowsAsync<ArgumentException>(
        () => OAuth2Provider.DiscoverAsync($"https://issuer.example/{new string('a', 2048)}"));

    [TestCase("https://issuer.example")]
    [TestCase("https://issuer.example/")]
    [TestCase("https://issuer.example:8443/a/b")]
    [TestCase("https://xn--bcher-kva.example")]
    public void An_issuer_is_kept_to_the_letter(string issuer)
    {
        var provider = OAuth2Provider.FromMetadata(IssuerStub.Json(issuer), issuer);
        Assert.That(provider.Issuer, Is.EqualTo(issuer));
        Assert.That(provider.Name, Is.EqualTo(new Uri(issuer).Host));
    }

    [TestCase("https://issuer.example", "https://issuer.example/", "only the slash at the end differs")]
    [TestCase("https://issuer.example/", "https://issuer.example", "only the slash at the end differs")]
    [TestCase("https://issuer.example//", "https://issuer.example/", "only the slash at the end differs")]
    [TestCase("https://issuer.example", "https://Issuer.example", "was asked for.")]
    [TestCase("https://issuer.example", "https://issuer.example:443", "was asked for.")]
    [TestCase("https://issuer.example", "http://issuer.example", "was asked for.")]
    [TestCase("https://issuer.example/a", "https://issuer.example/%61", "was asked for.")]
    [TestCase("https://issuer.example/a", "https://issuer.example", "was asked for.")]
    [TestCase("https://issuer.example", "https://evil.example", "was asked for.")]
    [TestCase("https://issuer.example", "https://issuer.example ", "was asked for.")]
    [TestCase("https://issuer.example", "", "was asked for.")]
    public void T60_A_document_of_another_issuer_is_refused(string asked, string found, string words)
    {
        var error = Refuse(IssuerStub.Json(found), asked);
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.IssuerMismatch));
        Assert.That(error.Message, Does.Contain(words).And.Contain($"'{asked}'"));
    }

    [TestCase("\"issuer\":\"javascript:alert(1)\"")]
    [TestCase("\"issuer\":\"http://issuer.example\"")]
    [TestCase("\"issuer\":\"https://issuer.example?a\"")]
    [TestCase("\"issuer\":5")]
    [TestCase("\"issuer\":null")]
    [TestCase("\"x\":5")]
    public void A_document_without_a_usable_issuer_is_refused(string field)
    {
        var error = Refuse($$"""{{{field}},"token_endpoint":"https://issuer.example/token"}""", null);
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.MetadataInvalid));
        Assert.That(error.Message, Does.Contain("issuer"));
    }

    internal static OAuthError Refuse(string json, string? issuer = null, DiscoveryOptions? options = null) =>
        Assert.Throws<OAuthException>(() => OAuth2Provider.FromMetadata(json, issuer, options))!.Error;
}
