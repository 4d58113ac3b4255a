using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using OAuthClient.Http;
using OAuthClient.OAuth1;
using OAuthClient.Testing;
using OAuthHarness.Signatures;

namespace OAuthClient.Tests.OAuth1;

/// <summary>
/// Paths and queries that .NET's Uri would write in another way, signed by others: RFC 5849 section 3.4.1.2 takes the
/// path as it is sent.
/// </summary>
public class SignedPathTests
{
    private const string ClientSecret = "client secret";
    private const string TokenSecret = "token secret";

    private static readonly string[] Targets =
    [
        "/api/%7Euser", "/api/a%2Db", "/api/%41", "/api/x/../y", "/api/./x", "/api/%2E%2E/x", "/api/%5f?a=%7E&b=%2d",
        "/api//x/", "/api/é".Replace("é", "%c3%a9", StringComparison.Ordinal), "/api/a;b=%3B", "", "/", "?a=b",
        "/api/%2e?x=/../y&a=/./", "/api/[1]?a[]=1", "/api/a|b", "/api/'x'",
    ];

    [Test]
    public async Task The_harness_explains_a_signature_of_others_over_the_bytes_as_given(
        [ValueSource(nameof(Targets))] string target)
    {
        var authorization = Sign("GET", $"http://photos.example.net{target}");
        using var output = new StringWriter();
        await OAuth1Commands.All.Parse([
            "explain", "GET", $"HTTP://Photos.example.NET:80{target}", "--client-id", "me",
            "--client-secret", ClientSecret, "--token-secret", TokenSecret, "--authorization", authorization,
        ]).InvokeAsync(new() { Output = output, Error = output });
        Assert.That(output.ToString(), Does.Contain("right, by HMAC-SHA1"));
    }

    [Test]
    public async Task A_message_is_explained_over_the_bytes_of_its_address(
        [ValueSource(nameof(Targets))] string target, [Values] bool isRaw)
    {
        var address = $"http://photos.example.net{target}";
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = isRaw }));
        request.Headers.TryAddWithoutValidation("Authorization", Sign("GET", address));
        var explanation = await SignatureExplanation.OfAsync(CreateProvider(), request, TokenSecret);
        Assert.That(explanation.IsValid, Is.True, explanation.ToString());
    }

    [Test]
    public async Task A_message_that_the_client_signed_is_explained_as_it_was_sent(
        [ValueSource(nameof(Targets))] string target, [Values] bool isRaw, [Values] ParameterPlacement placement)
    {
        var url = new Uri(
            $"https://pretend.example{target}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = isRaw });
        var setup = new DanceSetup(Protocol.OAuth1, oauth1: provider => provider with { Placement = placement });
        var wire = new EndpointStub(setup.Provider.Handler, "", _ => new());
        using var client = new HttpMessageInvoker(new OAuthHandler(setup.Dance.ApplicationSession(), wire));
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        using var answer = await client.SendAsync(request, default);
        var sent = request.RequestUri!.PathAndQuery;
        if (isRaw && target.StartsWith('/'))
            Assert.That(sent, Does.StartWith(target));
        var explanation = await SignatureExplanation.OfAsync((OAuth1Provider)setup.Dance.Provider, request);
        Assert.That(explanation.IsValid, Is.True, explanation.ToString());
        Assert.That(explanation.BaseStringUri, Is.EqualTo($"https://pretend.example{sent.Split('?')[0]}"));
    }

    [TestCase("/api/%7Euser", "/api/~user")]
    [TestCase("/api/x/../y", "/api/y")]
    [TestCase("/api/%41", "/api/A")]
    public async Task A_signature_over_another_spelling_of_the_path_is_wrong(string target, string otherTarget)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(
                $"http://photos.example.net{target}",
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Headers.TryAddWithoutValidation("Authorization", Sign("GET", $"http://photos.example.net{otherTarget}"));
        var explanation = await SignatureExplanation.OfAsync(CreateProvider(), request, TokenSecret);
        Assert.That(
            (explanation.IsValid, explanation.BaseStringUri),
            Is.EqualTo((false, $"http://photos.example.net{target}")));
    }

    private static OAuth1Provider CreateProvider() =>
        new() { Name = "photos", ClientId = "me", ClientSecret = ClientSecret };

    [SuppressMessage("Security", "CA5350", Justification = "RFC 5849 section 3.4.2 names HMAC-SHA1.")]
    private static string Sign(string method, string address)
    {
        const string Unsigned = """
            OAuth oauth_consumer_key="me", oauth_token="t", oauth_signature_method="HMAC-SHA1", oauth_timestamp="1", oauth_nonce="n"
            """;
        // Code of the pretend provider, which shares none with the client, writes the base string.
        var request = new OAuth1Request(
            new(PretendEndpoint.Api, method, address) { Authorization = Unsigned });
        var key = Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(ClientSecret)}&{Uri.EscapeDataString(TokenSecret)}");
        var signature = HMACSHA1.HashData(key, Encoding.ASCII.GetBytes(request.BaseString));
        return $"{Unsigned}, oauth_signature=\"{Uri.EscapeDataString(Convert.ToBase64String(signature))}\"";
    }
}
