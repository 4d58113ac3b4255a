using System.Net.Http.Json;
using System.Text;
using Flurl.Http;
using OAuthClient.Http;
using OAuthClient.OAuth1;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth1;

/// <summary>
/// Logins and API calls with every signature method and every placement of the OAuth parameters. The pretend provider
/// verifies signatures with code that OAuthClient does not use.
/// </summary>
public class SignedCallTests
{
    public static readonly string[] Methods =
    [
        "HMAC-SHA1", "HMAC-SHA256", "HMAC-SHA512", "RSA-SHA1", "RSA-SHA256", "RSA-SHA512", "PLAINTEXT",
    ];

    [Test]
    public async Task A_login_and_a_call_work_with_every_signature_method_and_every_placement(
        [ValueSource(nameof(Methods))] string method, [Values] ParameterPlacement placement)
    {
        var setup = CreateSetup(method, placement);
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        var session = setup.Dance.Session("42");
        Assert.That(await session.Request("me?size=1&size=").GetStringAsync(), Does.Contain("anna"));
        Assert.That(
            await session.Request("me").PostUrlEncodedAsync(new { text = "a b+c" }).ReceiveString(),
            Does.Contain("anna"));
        Assert.That(
            await session.Request("me").PostJsonAsync(new { text = "é" }).ReceiveString(),
            Does.Contain("anna"));
        var signed = setup.Provider.Requests.Where(
            request => request.Endpoint is not (PretendEndpoint.OAuth1Authorization or PretendEndpoint.Consent));
        Assert.That(
            signed.Select(PlacementOf),
            Is.EqualTo(placement switch
            {
                ParameterPlacement.Header => new[] { "header", "header", "header", "header", "header" },
                ParameterPlacement.Query => ["query", "query", "query", "query", "query"],
                // A GET request and a JSON request have no form body, so the OAuth parameters are in the Authorization
                // header.
                _ => ["form", "form", "header", "form", "header"],
            }));
    }

    [Test]
    public async Task A_call_without_a_user_is_signed_with_the_client_secret_alone(
        [ValueSource(nameof(Methods))] string method, [Values] ParameterPlacement placement)
    {
        var setup = CreateSetup(method, placement);
        Assert.That(
            await setup.Dance.ApplicationSession().Request("me").PostAsync().ReceiveString(),
            Does.Contain(PretendProvider.ClientId));
        var sent = setup.Provider.AssertCalledOnce(PretendEndpoint.Api);
        Assert.That($"{sent.Authorization} {sent.Url} {sent.Body}", Does.Not.Contain("oauth_token"));
    }

    [Test]
    public async Task T76_A_request_that_is_sent_again_is_signed_again_without_its_earlier_parameters(
        [Values] ParameterPlacement placement, [Values("GET", "POST", "form", "JSON")] string kind)
    {
        var setup = CreateSetup("HMAC-SHA256", placement, new() { SendsBodyHash = true, SendsVersion = true });
        await setup.LoginAsync("42");
        var handler = new OAuthHandler(setup.Dance.Session("42"), setup.Provider.Handler);
        using var client = new HttpMessageInvoker(new SendThreeTimesHandler(handler));
        using var request = new HttpRequestMessage(
            kind == "GET" ? HttpMethod.Get : HttpMethod.Post, "https://pretend.example/api/me?a=b")
        {
            Content = kind switch
            {
                "form" => new FormUrlEncodedContent([new("c", "d e")]),
                "JSON" => JsonContent.Create("é"),
                _ => null,
            },
        };
        using var answer = await client.SendAsync(request, default);
        var sent = setup.Provider.Requests.Where(call => call.Endpoint == PretendEndpoint.Api).ToArray();
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), sent[^1].ToString());
        var read = sent.Select(call => new OAuth1Request(call)).ToArray();
        Assert.That(read.Select(call => call["oauth_nonce"]).Distinct().Count(), Is.EqualTo(3));
        var lengths =
            sent.Select(call => Uri.UnescapeDataString($"{call.Url} {call.Authorization} {call.Body}").Length);
        Assert.That(lengths.Distinct().Count(), Is.EqualTo(1), "the requests do not grow");
        Assert.That(read.Select(call => call.IsAmbiguous), Has.None.True);
    }

    [Test]
    public async Task The_Host_header_is_signed_where_it_differs_from_the_URL([Values] ParameterPlacement placement)
    {
        var setup = CreateSetup("HMAC-SHA1", placement);
        using var client = new HttpMessageInvoker(new OAuthHandler(setup.Dance.ApplicationSession()));
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://pretend.example/api/me")
        {
            Headers = { Host = "API.pretend.example:443" },
        };
        using var answer = await client.SendAsync(request, default);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
        Assert.That(
            setup.Provider.AssertCalledOnce(PretendEndpoint.Api).Url,
            Does.StartWith("https://API.pretend.example:443/"));
    }

    [TestCase("https://pretend.example/api/%7Ea/%2e%2E/b;p=1//c%2Fd?x=%7e&y=a+b&&=&z=%e9&[]=%5B")]
    [TestCase("https://pretend.example/api/é/日本?é=日本&q=\"quoted\"&r=a|b")]
    [TestCase("https://pretend.example/api/me?#fragment")]
    public async Task A_URL_is_sent_unchanged_except_for_the_signature(string address)
    {
        foreach (var isRaw in new[] { false, true })
        {
            var canBeRaw = address.All(char.IsAscii) && !address.Contains('#');
            var options = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = isRaw && canBeRaw };
            var url = new Uri(address, options);
            foreach (var placement in Enum.GetValues<ParameterPlacement>())
            {
                var setup = CreateSetup("HMAC-SHA1", placement);
                using var client = new HttpMessageInvoker(new OAuthHandler(setup.Dance.ApplicationSession()));
                using var request = new HttpRequestMessage(HttpMethod.Get, url);
                using var answer = await client.SendAsync(request, default);
                Assert.That((int)answer.StatusCode, Is.EqualTo(200), $"{placement} {url}");
                var sent = setup.Provider.AssertCalledOnce(PretendEndpoint.Api).Url["https://pretend.example".Length..];
                Assert.That(
                    placement == ParameterPlacement.Query
                        ? sent.Split("oauth_")[0].TrimEnd('&', '?')
                        : sent.TrimEnd('?'),
                    Is.EqualTo(url.PathAndQuery.TrimEnd('?')));
            }
        }
    }

    [Test]
    public async Task A_form_keeps_its_headers_and_its_bytes_when_parameters_are_added()
    {
        var setup = CreateSetup("HMAC-SHA1", ParameterPlacement.Form);
        using var client = new HttpMessageInvoker(new OAuthHandler(setup.Dance.ApplicationSession()));
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("a=b+c&é=%e9&=&&d"));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        content.Headers.ContentLanguage.Add("fr");
        using var request = new HttpRequestMessage(HttpMethod.Put, "https://pretend.example/api/me")
        {
            Content = content,
        };
        using var answer = await client.SendAsync(request, default);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200));
        Assert.That(
            setup.Provider.AssertCalledOnce(PretendEndpoint.Api).Body,
            Does.StartWith("a=b+c&é=%e9&=&&d&oauth_consumer_key="));
        Assert.That(request.Content.Headers.ContentLanguage, Is.EqualTo(new[] { "fr" }));
        Assert.That(
            request.Content.Headers.ContentType!.ToString(),
            Is.EqualTo("application/x-www-form-urlencoded; charset=utf-8"));
    }

    [Test]
    public async Task An_odd_client_id_is_encoded_in_every_place([Values] ParameterPlacement placement)
    {
        const string Id = "c:odd+id %&=é日本\"";
        var setup = new DanceSetup(Protocol.OAuth1, oauth1: provider => provider with
        {
            ClientId = Id,
            Placement = placement,
        });
        var request = setup.Dance.ApplicationSession().Request("me").AllowAnyHttpStatus();
        await request.PostUrlEncodedAsync(new { a = "b" });
        var sent = new OAuth1Request(setup.Provider.AssertCalledOnce(PretendEndpoint.Api));
        Assert.That(sent["oauth_consumer_key"], Is.EqualTo(Id));
        Assert.That(OAuth1Verifier.IsSignatureValid(sent, PretendProvider.ClientSecret, ""), Is.True);
    }

    [TestCase("", "2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "HMAC-SHA1")]
    [TestCase("Hello World!", "Lve95gjOVATpfV8EL5X4nxwjKHE=", "HMAC-SHA1")]
    [TestCase("Hello World!", "f4OxZX/x/FO5LcGBSKHWXfwtSx+j1ncoSt3SABJtkGk=", "HMAC-SHA256")]
    [TestCase("Hello World!", "hhhE1nBOhXP+w02WfiC8/vPUJM9IvgTm3AjyvVjHKXQzcQFerYkcw88cnTS0kmS1EHUbH/nlN5N7xGtdb/TsyA==", "RSA-SHA512")]
    [TestCase("Hello World!", "Lve95gjOVATpfV8EL5X4nxwjKHE=", "PLAINTEXT")]
    public async Task A_body_that_is_no_form_is_signed_with_oauth_body_hash_where_the_provider_wants_that(
        string body, string digest, string method)
    {
        var setup = CreateSetup(method, ParameterPlacement.Header, new() { SendsBodyHash = true });
        Assert.That(
            (await setup.Dance.ApplicationSession().Request("me").PostStringAsync(body)).StatusCode,
            Is.EqualTo(200));
        Assert.That(
            new OAuth1Request(setup.Provider.AssertCalledOnce(PretendEndpoint.Api))["oauth_body_hash"],
            Is.EqualTo(digest));
    }

    [Test]
    public async Task A_form_has_no_oauth_body_hash([Values] ParameterPlacement placement, [Values] bool hasForm)
    {
        var setup = CreateSetup("HMAC-SHA1", placement, new() { SendsBodyHash = true });
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        var request = setup.Dance.Session("42").Request("me");
        Assert.That(
            (hasForm ? await request.PostUrlEncodedAsync(new { a = "b" }) : await request.PostAsync()).StatusCode,
            Is.EqualTo(200));
        var sent = setup.Provider.AssertCalledOnce(PretendEndpoint.Api);
        Assert.That(new OAuth1Request(sent)["oauth_body_hash"], sent.IsForm ? Is.Null : Is.Not.Null);
    }

    [Test]
    public async Task The_query_of_an_endpoint_is_kept_and_signed([Values] ParameterPlacement placement)
    {
        const string query = "?scope=a+b%20c&scope=&%C3%A9=%7e&x";
        var setup = new DanceSetup(Protocol.OAuth1, oauth1: provider => provider with
        {
            Placement = placement,
            TemporaryCredentialEndpoint = provider.TemporaryCredentialEndpoint + query,
            TokenEndpoint = provider.TokenEndpoint + query,
        });
        var outcome = await setup.LoginAsync("42");
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(
            setup.Provider.AssertCalledOnce(PretendEndpoint.OAuth1Token).Query.Take(4),
            Is.EqualTo(new[] { ("scope", "a b c"), ("scope", ""), ("é", "~"), ("x", "") }));
    }

    [TestCase("Photos", true)]
    [TestCase("a, b=c; é'", false)]
    [TestCase("a, b=c; d'", true)]
    [TestCase("", true)]
    [TestCase("a\"b", false)]
    [TestCase("a\\b", false)]
    [TestCase("a\r\nb: c", false)]
    public async Task A_realm_is_sent_unchanged_or_refused(string realm, bool isAllowed)
    {
        DanceSetup Create() => new(Protocol.OAuth1, oauth1: provider => provider with { Realm = realm });
        if (!isAllowed)
        {
            Assert.That(Create, Throws.ArgumentException.With.Message.Contains("Realm"));
            return;
        }
        var setup = Create();
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        Assert.That(
            setup.Provider.AssertCalledOnce(PretendEndpoint.OAuth1Token).Authorization,
            Does.StartWith($"OAuth realm=\"{realm}\", oauth_consumer_key="));
    }

    [Test]
    public async Task The_parameter_oauth_version_is_sent_where_the_provider_wants_that([Values] bool isWanted)
    {
        var setup = CreateSetup("HMAC-SHA1", ParameterPlacement.Header, new() { SendsVersion = isWanted });
        await setup.LoginAsync("42");
        Assert.That(
            new OAuth1Request(setup.Provider.AssertCalledOnce(PretendEndpoint.OAuth1Token))["oauth_version"],
            Is.EqualTo(isWanted ? "1.0" : null));
    }

    [Test]
    public async Task A_login_that_one_dance_began_is_finished_by_another_with_the_same_stores()
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var callback = await setup.GetCallbackUrlAsync("42");
        var other = new OAuthDance(setup.Dance.Provider, DanceSetup.RedirectUri, setup.Options);
        Assert.That((await other.FinishAsync(callback, setup.Browser.Cookie)).IsStored, Is.True);
        Assert.That(await setup.Dance.Session("42").Request("me").GetStringAsync(), Does.Contain("anna"));
    }

    private static DanceSetup CreateSetup(string method, ParameterPlacement placement, OAuth1Quirks? quirks = null) =>
        new(Protocol.OAuth1, oauth1: provider => provider with
        {
            SignatureMethod = OAuth1FieldReader.ParseSignatureMethod(method, PretendProvider.ClientPrivateKey),
            Placement = placement,
            Allow = Insecure.TokenInQuery,
            Quirks = quirks ?? OAuth1Quirks.None,
        });

    private static string PlacementOf(PretendRequest request) =>
        request switch
        {
            { Authorization: not null } => "header",
            _ when request.Url.Contains("oauth_signature=", StringComparison.Ordinal) => "query",
            _ => "form",
        };

    /// <summary>A handler that sends each request three times, as a handler for retries does.</summary>
    private sealed class SendThreeTimesHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (await base.SendAsync(request, cancellationToken)).Dispose();
            (await base.SendAsync(request, cancellationToken)).Dispose();
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
