using System.Net.Http.Headers;
using OAuthClient.Http;
using OAuthClient.OAuth1;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth1;

/// <summary>Signing changes nothing of the caller's request but adds the parameters of the protocol.</summary>
public class CallersRequestTests
{
    private static readonly Uri Me = new("https://pretend.example/api/me");

    [Test]
    public async Task The_Authorization_header_of_the_caller_is_kept_where_the_parameters_go_elsewhere(
        [Values(ParameterPlacement.Query, ParameterPlacement.Form)] ParameterPlacement placement,
        [Values("Basic dXNlcjpwYXNz", "Bearer theirs", "Custom a=b, c")] string authorization)
    {
        var setup = CreateSetup(placement);
        using var request = new HttpRequestMessage(HttpMethod.Post, Me)
        {
            Content = new FormUrlEncodedContent([new("a", "b")]),
        };
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        for (var number = 1; number <= 2; number++)
        {
            await SendAsync(setup, request);
            var sent = setup.Provider.Requests[^1];
            Assert.That(sent.Authorization, Is.EqualTo(authorization));
            Assert.That(OAuth1Verifier.IsSignatureValid(new(sent), PretendProvider.ClientSecret, ""), Is.True);
        }
    }

    [TestCase(ParameterPlacement.Header, "POST", true)]
    [TestCase(ParameterPlacement.Header, "GET", false)]
    [TestCase(ParameterPlacement.Form, "GET", false)]
    [TestCase(ParameterPlacement.Form, "PUT", false)]
    public async Task An_Authorization_header_of_the_caller_where_the_parameters_must_go_is_an_error(
        ParameterPlacement placement, string method, bool hasForm)
    {
        var setup = CreateSetup(placement);
        using var request = new HttpRequestMessage(new(method), Me)
        {
            Content = hasForm ? new FormUrlEncodedContent([new("a", "b")]) : null,
        };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer theirs-0123456789");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(setup, request));
        Assert.That(
            error!.Message,
            Does.Contain("Authorization").And.Contain("Placement").And.Not.Contain("theirs-0123456789"));
        Assert.That(setup.Provider.Requests, Is.Empty);
        Assert.That(request.Headers.NonValidated["Authorization"].ToString(), Is.EqualTo("Bearer theirs-0123456789"));
    }

    [Test]
    public async Task A_request_without_a_body_stays_without_one(
        [Values("POST", "PUT", "PATCH", "DELETE", "GET")] string method, [Values] ParameterPlacement placement)
    {
        var setup = CreateSetup(placement);
        using var request = new HttpRequestMessage(new(method), Me);
        await SendAsync(setup, request);
        var sent = setup.Provider.AssertCalledOnce(PretendEndpoint.Api);
        Assert.That((request.Content, sent.Body, sent.ContentType), Is.EqualTo(((HttpContent?)null, "", (string?)null)));
        Assert.That(sent.Authorization, placement == ParameterPlacement.Query ? Is.Null : Does.StartWith("OAuth "));
    }

    [Test]
    public async Task An_empty_form_takes_the_parameters_and_keeps_its_type()
    {
        var setup = CreateSetup(ParameterPlacement.Form);
        using var request = new HttpRequestMessage(HttpMethod.Post, Me) { Content = new FormUrlEncodedContent([]) };
        await SendAsync(setup, request);
        var sent = setup.Provider.AssertCalledOnce(PretendEndpoint.Api);
        Assert.That(sent.Body, Does.StartWith("oauth_consumer_key="));
    }

    [TestCase("61 3D E9")]
    [TestCase("61 3D E9 26 62 3D 25 45 39 2B")]
    [TestCase("FF FE 61 00")]
    [TestCase("61 3D C3 A9 26 E9 3D C3")]
    [TestCase("EF BB BF 61 3D 62")]
    public async Task A_form_that_is_not_UTF8_is_signed_and_sent_byte_for_byte(string hex)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        foreach (var placement in Enum.GetValues<ParameterPlacement>())
        {
            var setup = CreateSetup(placement);
            using var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(
                "application/x-www-form-urlencoded; charset=iso-8859-1");
            using var request = new HttpRequestMessage(HttpMethod.Post, Me) { Content = content };
            await SendAsync(setup, request);
            var sent = await request.Content.ReadAsByteArrayAsync();
            Assert.That(sent.Take(bytes.Length), Is.EqualTo(bytes), placement.ToString());
            Assert.That(sent, Has.Length.EqualTo(bytes.Length).Or.Length.GreaterThan(bytes.Length + 100));
            // A server reads octets: as percent-encoded text, the same form has the same base string.
            var escaped = string.Concat(sent.Select(octet => octet < 128 ? $"{(char)octet}" : $"%{octet:X2}"));
            var read = setup.Provider.Requests[^1] with { Body = escaped };
            Assert.That(
                OAuth1Verifier.IsSignatureValid(new(read), PretendProvider.ClientSecret, ""),
                Is.True,
                placement.ToString());
            var explanation = await SignatureExplanation.OfAsync((OAuth1Provider)setup.Dance.Provider, request);
            Assert.That(explanation.IsValid, Is.True, explanation.ToString());
        }
    }

    private static DanceSetup CreateSetup(ParameterPlacement placement) =>
        new(Protocol.OAuth1, oauth1: provider => provider with { Placement = placement });

    private static async Task SendAsync(DanceSetup setup, HttpRequestMessage request)
    {
        using var client = new HttpMessageInvoker(new OAuthHandler(setup.Dance.ApplicationSession()), false);
        using var answer = await client.SendAsync(request, default);
    }
}
