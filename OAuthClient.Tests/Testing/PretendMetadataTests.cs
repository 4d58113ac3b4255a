using System.Net;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Testing;

/// <summary>The well-known addresses of a pretend provider, by raw requests.</summary>
public class PretendMetadataTests
{
    private const string OAuth = "/.well-known/oauth-authorization-server";
    private const string OpenId = "/.well-known/openid-configuration";

    [TestCase("", PretendWellKnown.All, OAuth, true)]
    [TestCase("", PretendWellKnown.All, OpenId, true)]
    [TestCase("", PretendWellKnown.OpenIdAppended, OpenId, true)]
    [TestCase("", PretendWellKnown.OpenIdAppended, OAuth, false)]
    [TestCase("", PretendWellKnown.All, $"{OAuth}/tenant", false)]
    [TestCase("/tenant", PretendWellKnown.OAuth, $"{OAuth}/tenant", true)]
    [TestCase("/tenant", PretendWellKnown.OpenIdInserted, $"{OpenId}/tenant", true)]
    [TestCase("/tenant", PretendWellKnown.OpenIdAppended, $"/tenant{OpenId}", true)]
    [TestCase("/tenant", PretendWellKnown.OpenIdAppended, $"{OpenId}/tenant", false)]
    [TestCase("/tenant", PretendWellKnown.All, OAuth, false)]
    [TestCase("/tenant", PretendWellKnown.All, $"/tenant{OAuth}", false)]
    [TestCase("", PretendWellKnown.None, OAuth, false)]
    public async Task A_document_is_where_the_issuer_and_the_test_say(
        string issuerPath, PretendWellKnown wellKnown, string path, bool exists)
    {
        await using var provider = new PretendProvider { IssuerPath = issuerPath, WellKnown = wellKnown };
        using var answer = await new WireClient(provider).GetAsync(path);
        Assert.That(answer.StatusCode, Is.EqualTo(exists ? HttpStatusCode.OK : HttpStatusCode.NotFound));
        Assert.That(provider.CountCalls(PretendEndpoint.Metadata), Is.EqualTo(1));
        if (!exists)
            return;
        var document = await WireClient.ReadAsync(answer);
        Assert.That((string?)document["issuer"], Is.EqualTo($"https://pretend.example{issuerPath}"));
    }

    [Test]
    public async Task The_document_and_the_provider_value_name_the_same_endpoints()
    {
        await using var provider = new PretendProvider { IssuerPath = "/tenant" };
        using var answer = await new WireClient(provider).GetAsync($"{OAuth}/tenant");
        var document = await WireClient.ReadAsync(answer);
        var value = provider.OAuth2;
        Assert.That(
            new[]
            {
                "issuer", "authorization_endpoint", "token_endpoint", "revocation_endpoint", "introspection_endpoint",
                "registration_endpoint", "device_authorization_endpoint", "backchannel_authentication_endpoint",
                "pushed_authorization_request_endpoint",
            }.Select(name => (string?)document[name]),
            Is.EqualTo(new[]
            {
                value.Issuer, value.AuthorizationEndpoint, value.TokenEndpoint, value.RevocationEndpoint,
                value.IntrospectionEndpoint, value.RegistrationEndpoint, value.DeviceAuthorizationEndpoint,
                value.BackchannelAuthenticationEndpoint, value.PushedAuthorizationRequestEndpoint,
            }));
    }

    [Test]
    public async Task A_document_that_the_client_has_is_not_sent_again()
    {
        await using var provider = new PretendProvider { MetadataCacheControl = "max-age=60", MetadataETag = "\"1\"" };
        var client = new WireClient(provider);
        using var first = await client.GetAsync(OAuth);
        using var request = new HttpRequestMessage(HttpMethod.Get, provider.BaseUrl + OAuth);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await client.SendAsync(request);
        Assert.That(
            (first.StatusCode, second.StatusCode, second.Headers.CacheControl!.MaxAge),
            Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.NotModified, (TimeSpan?)TimeSpan.FromMinutes(1))));
    }

    [Test]
    public async Task A_test_changes_the_document_or_answers_itself()
    {
        await using var provider = new PretendProvider { ChangeMetadata = document => document.Remove("issuer") };
        var client = new WireClient(provider);
        using var changed = await client.GetAsync(OAuth);
        Assert.That((await WireClient.ReadAsync(changed)).ContainsKey("issuer"), Is.False);
        provider.MetadataAnswer = _ => new(HttpStatusCode.BadGateway);
        using var replaced = await client.GetAsync(OAuth);
        Assert.That(replaced.StatusCode, Is.EqualTo(HttpStatusCode.BadGateway));
    }
}
