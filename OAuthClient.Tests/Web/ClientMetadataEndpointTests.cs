using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OAuthClient.AspNetCore;
using OAuthClient.Discovery;

namespace OAuthClient.Tests.Web;

/// <summary>The application serves its client id metadata document.</summary>
public class ClientMetadataEndpointTests
{
    private const string Path = "/oauth/client.json";
    private static readonly ClientMetadata Metadata = new() { RedirectUris = ["https://app.example/callback"] };

    [Test]
    public async Task The_document_has_the_configured_address_whatever_the_Host_header_says()
    {
        await using var app = await StartAsync("https://app.example/bank/");
        using var client = ClientOf(app);
        client.DefaultRequestHeaders.Host = "evil.example";
        var answer = await client.GetAsync(new Uri(Path, UriKind.Relative));
        var document = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/json"));
        Assert.That(document["client_id"]!.GetValue<string>(), Is.EqualTo($"https://app.example/bank{Path}"));
    }

    [Test]
    public async Task The_document_can_be_cached_and_asked_for_again()
    {
        await using var app = await StartAsync("https://app.example");
        using var client = ClientOf(app);
        var first = await client.GetAsync(new Uri(Path, UriKind.Relative));
        Assert.That(first.Headers.CacheControl!.MaxAge, Is.EqualTo(TimeSpan.FromHours(1)));
        client.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);
        var second = await client.GetAsync(new Uri(Path, UriKind.Relative));
        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    [Test]
    public async Task A_HEAD_request_gets_the_headers()
    {
        await using var app = await StartAsync("https://app.example");
        using var client = ClientOf(app);
        using var request = new HttpRequestMessage(HttpMethod.Head, Path);
        var answer = await client.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await answer.Content.ReadAsByteArrayAsync(), Is.Empty);
    }

    [TestCase(null, "OAuth:PublicUrl")]
    [TestCase("http://app.example", "https")]
    [TestCase("https://me:word@app.example", "user name")]
    public async Task An_address_that_is_no_client_id_keeps_the_application_from_starting(string? url, string words)
    {
        await using var app = Create(url);
        var failure = Assert.Catch(() => app.MapClientMetadata(Path, Metadata));
        Assert.That(failure!.Message, Does.Contain(words).And.Not.Contain("word@"));
    }

    [TestCase("/a%20b")]
    [TestCase("/%7Bname%7D/client.json")]
    [TestCase("/100%25/client.json")]
    [TestCase("/caf%C3%A9")]
    [TestCase("/a+b*c~d")]
    public async Task The_client_id_leads_to_the_document_however_it_is_escaped(string path)
    {
        await using var app = Create("https://app.example");
        app.UseAuthorization();
        app.MapClientMetadata(path, Metadata);
        await app.StartAsync();
        using var client = ClientOf(app);
        var document = JsonNode.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative)))!;
        Assert.That(document["client_id"]!.GetValue<string>(), Is.EqualTo($"https://app.example{path}"));
    }

    [TestCase("client.json")]
    [TestCase("/")]
    [TestCase("/{name}")]
    [TestCase("/a//b")]
    [TestCase("/a%2Fb")]
    [TestCase("/a%2fb")]
    [TestCase("/a%3Fb")]
    public async Task A_path_that_is_none_is_refused(string path)
    {
        await using var app = Create("https://app.example");
        Assert.That(
            Assert.Catch<ArgumentException>(() => app.MapClientMetadata(path, Metadata))!.Message,
            Does.Contain("/oauth/client.json"));
    }

    private static async Task<WebApplication> StartAsync(string publicUrl)
    {
        var app = Create(publicUrl);
        app.UseAuthorization();
        app.MapClientMetadata(Path, Metadata);
        await app.StartAsync();
        return app;
    }

    // The fallback policy closes each endpoint that does not open itself.
    private static WebApplication Create(string? publicUrl)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = System.IO.Path.GetTempPath() });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["OAuth:PublicUrl"] = publicUrl;
        builder.Services.AddAuthentication();
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(
            new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        return builder.Build();
    }

    private static HttpClient ClientOf(WebApplication app) => new() { BaseAddress = new(app.Urls.Single()) };
}
