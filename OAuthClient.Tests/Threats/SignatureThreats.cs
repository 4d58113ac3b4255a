using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Flurl.Http;
using OAuthClient.OAuth1;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Threats;

/// <summary>A signature covers the sent request, is computed anew for each request, and reveals no secret.</summary>
public class SignatureThreats
{
    private const int RequestCount = 1_000_000;

    private static readonly string[] SignatureMethods =
    [
        "HMAC-SHA1", "HMAC-SHA256", "HMAC-SHA512", "RSA-SHA1", "RSA-SHA256", "RSA-SHA512",
    ];

    private static DanceSetup WithMethod(
        string method,
        ParameterPlacement placement = ParameterPlacement.Header,
        Func<HttpMessageHandler, HttpMessageHandler>? wire = null) => new(
        Protocol.OAuth1,
        options => options with { Http = wire?.Invoke(options.Http!) ?? options.Http },
        oauth1: provider => provider with
        {
            SignatureMethod = OAuth1FieldReader.ParseSignatureMethod(method, PretendProvider.ClientPrivateKey),
            Placement = placement,
        });

    [Test]
    public void T76_Nonces_of_a_million_requests_never_collide()
    {
        var signer = new RequestSigner(
            new PretendProvider().OAuth1 with { SignatureMethod = SignatureMethod.PlainText }, new());
        var nonces = new ConcurrentDictionary<UInt128, bool>();
        Parallel.For(0, RequestCount, _ =>
        {
            var header = signer.Sign(new("GET", new("https://pretend.example/")), default).Authorization!;
            var nonce = header.Split("oauth_nonce=\"")[1].Split('"')[0];
            var bytes = Encoding.ASCII.GetBytes(nonce);
            var start = new UInt128(BitConverter.ToUInt64(bytes, 0), BitConverter.ToUInt64(bytes, 8));
            Assert.That(nonces.TryAdd(start, true), Is.True);
        });
        Assert.That(nonces, Has.Count.EqualTo(RequestCount), "the first 96 of 256 bits already differ");
    }

    [Test]
    public async Task T78_Changes_by_a_request_hook_are_covered_by_the_signature(
        [ValueSource(nameof(SignatureMethods))] string method, [Values] ParameterPlacement placement)
    {
        var setup = WithMethod(method, placement);
        await setup.LoginAsync("42");
        var request = setup.Dance.Session("42").Request("me?a=1").BeforeCall(call =>
        {
            call.Request.Url = "https://pretend.example/api/me?a=2&b=3";
            call.HttpRequestMessage.Content = new FormUrlEncodedContent([new("c", "4 5")]);
        });
        Assert.That((await request.PostUrlEncodedAsync(new { c = "1" })).StatusCode, Is.EqualTo(200));
        var sent = setup.Provider.AssertCalledOnce(PretendEndpoint.Api);
        Assert.That((sent["a"], sent["b"], sent["c"]), Is.EqualTo(("2", "3", "4 5")));
    }

    [Test]
    public async Task T78_A_request_that_is_changed_after_signing_is_refused(
        [ValueSource(nameof(SignatureMethods))] string method, [Values] ParameterPlacement placement,
        [Values("path", "query", "form", "method")] string what)
    {
        var isOn = false;
        var setup = WithMethod(method, placement, inner => new RequestHookHandler(inner, async request =>
        {
            if (!isOn)
                return;
            var form = await request.Content!.ReadAsStringAsync();
            var path = what == "path" ? "/you" : "/me";
            var query = what == "query" ? "a=2" : "a=1";
            request.RequestUri = new(
                request.RequestUri!.AbsoluteUri.Replace("/me", path, StringComparison.Ordinal)
                    .Replace("a=1", query, StringComparison.Ordinal));
            request.Method = what == "method" ? HttpMethod.Put : request.Method;
            request.Content = new StringContent(
                form.Replace("c=1", what == "form" ? "c=2" : "c=1", StringComparison.Ordinal),
                null,
                "application/x-www-form-urlencoded");
        }));
        await setup.LoginAsync("42");
        async Task<int> CallAsync()
        {
            var request = setup.Dance.Session("42").Request("me?a=1").AllowAnyHttpStatus();
            return (await request.PostUrlEncodedAsync(new { c = "1" })).StatusCode;
        }
        var untouched = await CallAsync();
        isOn = true;
        Assert.That((untouched, await CallAsync()), Is.EqualTo((200, 401)));
    }

    [Test]
    public async Task T79_No_secret_is_ever_sent(
        [ValueSource(nameof(SignatureMethods))] string method, [Values] ParameterPlacement placement)
    {
        var wire = new ConcurrentQueue<string>();
        var setup = WithMethod(method, placement, inner => new RequestHookHandler(inner, RecordAsync));
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        await setup.Dance.Session("42").Request("me").PostUrlEncodedAsync(new { a = "b" });
        await setup.Dance.ApplicationSession().Request("me").GetAsync();
        Assert.That(wire, Has.Count.EqualTo(4));
        Canary.AssertNoSecret(
            wire,
            [
                PretendProvider.ClientSecret,
                PretendProvider.ClientPrivateKey.Reveal().Split('\n')[1],
                setup.Recorder.SavedDances.Single().TokenRequestSecret.Reveal(),
                setup.Recorder.StoredTokens.Single().TokenSecret.Reveal(),
            ]);

        async Task RecordAsync(HttpRequestMessage request)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync();
            wire.Enqueue($"{request.RequestUri} {request.Headers} {body}");
        }
    }

    [TestCase("RSA-SHA1")]
    [TestCase("RSA-SHA256")]
    [TestCase("RSA-SHA512")]
    public void T80_An_RSA_signature_does_not_depend_on_the_secrets(string name)
    {
        var method = OAuth1FieldReader.ParseSignatureMethod(name, PretendProvider.ClientPrivateKey);
        var signatures =
            from client in new[] { "", "a secret" }
            from token in new[] { "", "another" }
            select method.Sign("GET&a&b", client, token);
        Assert.That(signatures.Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task T80_A_private_key_is_never_printed()
    {
        var setup = WithMethod("RSA-SHA256");
        using var another = RSA.Create(2048);
        var pem = another.ExportPkcs8PrivateKeyPem();
        var dance = new OAuthDance(
            ((OAuth1Provider)setup.Dance.Provider) with { SignatureMethod = SignatureMethod.RsaSha256(pem) },
            DanceSetup.RedirectUri,
            setup.Options);
        var login = await dance.BeginAsync("42");
        Assert.That(login.Error?.Status, Is.EqualTo(401));
        var provider = (OAuth1Provider)dance.Provider;
        Canary.AssertNoSecret(
            Canary.Texts(login).Append($"{provider} {provider.SignatureMethod.KeyDescription}"),
            pem.Split('\n')[1..^1]);
    }

    /// <summary>Calls a delegate with each signed request; the delegate may change the request.</summary>
    private sealed class RequestHookHandler(
        HttpMessageHandler inner, Func<HttpRequestMessage, Task> change) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await change(request);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
