using OAuthClient.Http;
using OAuthClient.OAuth1;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth1;

/// <summary>
/// Explanations of valid and invalid signatures, and of differing signature base strings. No explanation holds a
/// secret.
/// </summary>
public class SignatureExplanationTests
{
    private const string Token = "token-canary-0123456789";
    private const string TokenSecret = "token secret canary/&";
    private const string ClientSecret = "client secret canary+%";
    private const string OurBaseStringPrefix = "GET&https%3A%2F%2Fpretend.example%2Fapi%2Fme&";

    [Test]
    public async Task A_signature_of_the_client_is_explained_as_right(
        [ValueSource(typeof(SignedCallTests), nameof(SignedCallTests.Methods))] string method,
        [Values] ParameterPlacement placement,
        [Values("GET", "form", "JSON")] string kind)
    {
        var provider = CreateProvider(method, placement);
        var request = await SendSignedAsync(provider, kind);
        var explanation = await SignatureExplanation.OfAsync(provider, request, TokenSecret);
        Assert.That(
            (explanation.IsValid, explanation.SignatureMethodName, explanation.BaseStringUri),
            Is.EqualTo((true, method, "https://pretend.example/api/me")),
            explanation.ToString());
        Assert.That(explanation.Method, Is.EqualTo(kind == "GET" ? "GET" : "POST"));
        Assert.That(
            explanation.Parameters.Select(pair => $"{pair.Key}={pair.Value.Reveal()}"),
            Does.Contain("a=b%20c")
                .And.Contain("oauth_token=" + Token)
                .And.None.StartsWith("oauth_signature=")
                .And.None.StartsWith("realm"));
        Assert.That(explanation.ToString(), Does.Contain($"right, by {method}"));
        Assert.That(explanation.CompareWith($" {explanation.BaseString.Reveal()}\n"), Does.Contain("are the same"));
    }

    private static IEnumerable<TestCaseData> WrongSignatures()
    {
        TestCaseData Row(
            string name,
            Action<HttpRequestMessage>? change = null,
            Func<OAuth1Provider, OAuth1Provider>? provider = null,
            string tokenSecret = TokenSecret) =>
            new TestCaseData(change ?? (_ => { }), provider ?? (same => same), tokenSecret).SetArgDisplayNames(name);

        yield return Row("another client secret", provider: provider => provider with { ClientSecret = "another" });
        yield return Row("another token secret", tokenSecret: "another");
        yield return Row("no token secret", tokenSecret: "");
        yield return Row(
            "another method", provider: provider => provider with { SignatureMethod = SignatureMethod.HmacSha512 });
        yield return Row(
            "another hash of the same name",
            provider: provider => provider with
            {
                SignatureMethod = SignatureMethod.RsaSha1(PretendProvider.ClientPrivateKey),
            });
        yield return Row("another HTTP method", request => request.Method = HttpMethod.Put);
        yield return Row("another path", request => request.RequestUri = new("https://pretend.example/api/You?a=b+c"));
        yield return Row(
            "another parameter", request => request.RequestUri = new("https://pretend.example/api/me?a=b+d"));
        yield return Row(
            "one more parameter", request => request.RequestUri = new("https://pretend.example/api/me?a=b+c&d"));
        yield return Row("another scheme", request => request.RequestUri = new("http://pretend.example/api/me?a=b+c"));
        yield return Row(
            "another port", request => request.RequestUri = new("https://pretend.example:444/api/me?a=b+c"));
        yield return Row("another host", request => request.Headers.Host = "another.example");
        yield return Row("another form", request => request.Content = new FormUrlEncodedContent([new("x", "z")]));
        yield return Row(
            "another timestamp", request => ReplaceInHeader(request, "oauth_timestamp=\"1", "oauth_timestamp=\"2"));
        yield return Row("another signature", request => ReplaceInHeader(request, "%3D\"", "%3D%3D\""));
    }

    [TestCaseSource(nameof(WrongSignatures))]
    public async Task A_wrong_signature_is_explained_as_wrong(
        Action<HttpRequestMessage> change, Func<OAuth1Provider, OAuth1Provider> provider, string tokenSecret)
    {
        var signing = CreateProvider("HMAC-SHA1", ParameterPlacement.Header);
        var request = await SendSignedAsync(signing, "form");
        change(request);
        var explanation = await SignatureExplanation.OfAsync(provider(signing), request, tokenSecret);
        Assert.That(explanation.IsValid, Is.False);
        Assert.That(
            explanation.ToString(),
            Does.Contain("not the one that these secrets make").And.Contain("HMAC-SHA1"));
    }

    [TestCase("https://pretend.example/", "OAuth oauth_nonce=\"1\"")]
    [TestCase("https://pretend.example/", null)]
    [TestCase("https://pretend.example/", "Bearer oauth_signature=\"x\"")]
    [TestCase("/relative", "OAuth oauth_signature=\"x\"")]
    public void An_unsigned_request_cannot_be_explained(string url, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        Assert.That(
            async () => await SignatureExplanation.OfAsync(
                CreateProvider("HMAC-SHA1", ParameterPlacement.Header), request),
            Throws.ArgumentException);
    }

    [Test]
    public async Task The_signature_of_the_example_in_RFC_5849_is_explained_as_right()
    {
        // The API call in the example of RFC 5849 section 1.2, with added spaces and a realm that looks like a
        // parameter.
        using var request = new HttpRequestMessage(
            HttpMethod.Get, "http://photos.example.net/photos?file=vacation.jpg&size=original");
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            """oauth realm="Photos, and x=y", oauth_consumer_key="dpf43f3p2l4k3l03", oauth_token="nnch734d00sl2jdk","""
            + """oauth_signature_method="HMAC-SHA1",  oauth_timestamp="137131202", oauth_nonce="chapoH", """
            + """oauth_signature="MdpQcU8iPSUjWoN%2FUDMsK2sui9I%3D" """);
        var provider = CreateProvider("HMAC-SHA1", ParameterPlacement.Header) with
        {
            ClientId = "dpf43f3p2l4k3l03",
            ClientSecret = "kd94hf93k423kf44",
        };
        Assert.That((await SignatureExplanation.OfAsync(provider, request, "pfkkdhi9sl3r4s00")).IsValid, Is.True);
    }

    [TestCase("POST&https%3A%2F%2Fpretend.example%2Fapi%2Fme&a%3Db", "The method differs: ours is GET, theirs is POST")]
    [TestCase("GET&http%3A%2F%2Fpretend.example%2Fapi%2Fme&a%3Db", "The address differs from character 5 on")]
    [TestCase("GET&https%3A%2F%2Fpretend.example%3A443%2Fapi%2Fme&a%3Db", "The address differs from character 24 on")]
    [TestCase("GET&https%3A%2F%2Fpretend.example%2Fapi%2Fme%2F&a%3Db", "The address differs from character 31 on")]
    [TestCase(
        OurBaseStringPrefix + "a%3Db&more",
        "no base string: that is three parts with & between them, and this has 4")]
    [TestCase("not a base string", "and this has 1")]
    [TestCase("", "and this has 1")]
    [TestCase(OurBaseStringPrefix + "REST", "the value of 'a' differs from character 6 on")]
    public async Task Another_base_string_is_compared_part_by_part(string theirs, string difference)
    {
        var explanation = await ExplainAsync();
        var parameters = explanation.BaseString.Reveal().Split('&')[2];
        var changed = parameters.Replace("a%3Db%2520c", "a%3Db%252Bc", StringComparison.Ordinal);
        theirs = theirs.Replace("REST", changed, StringComparison.Ordinal);
        Assert.That(explanation.CompareWith(theirs), Does.Contain(difference));
    }

    private static IEnumerable<TestCaseData> Differences()
    {
        TestCaseData Row(string name, Func<List<string>, IEnumerable<string>> change, string difference) =>
            new TestCaseData(change, difference).SetArgDisplayNames(name);

        yield return Row("one less at the end", ours => ours[..^1], "theirs has one less");
        yield return Row("one more at the end", ours => ours.Append("zz=1"), "theirs has one more");
        yield return Row("one less at the beginning", ours => ours.Skip(1), "theirs lacks one of ours");
        yield return Row("one more at the beginning", ours => ours.Prepend("A=1"), "theirs has one that ours has not");
        yield return Row(
            "another order",
            ours => ours.Skip(1).Prepend(ours[1]).Prepend(ours[2]).Take(2).Concat(ours.Take(1)).Concat(ours.Skip(3)),
            "they are in another order");
        yield return Row(
            "a value", ours => ours.Skip(1).Prepend("a=b"), "the value of 'a' differs from character 4 on");
        yield return Row("no equals sign", ours => ours.Skip(1).Prepend("a"), "the value of 'a' differs");
        yield return Row("nothing", _ => [], "the 1st");
        yield return Row("the third", ours => [.. ours[..2], "zz=1"], "the 3rd");
        yield return Row(
            "a token",
            ours => ours.Select(pair => pair.Replace(Token, "another-canary", StringComparison.Ordinal)),
            "the value of 'oauth_token' differs");
        yield return Row(
            "a password",
            ours => ours.Select(pair => pair.Replace("canary-of-the-user", "another-canary", StringComparison.Ordinal)),
            "the value of 'password' differs");
    }

    [TestCaseSource(nameof(Differences))]
    public async Task The_first_differing_parameter_is_shown_without_a_secret(
        Func<List<string>, IEnumerable<string>> change, string difference)
    {
        var explanation = await ExplainAsync();
        var ours = explanation.Parameters.Select(pair => $"{pair.Key}={pair.Value.Reveal()}").ToList();
        var comparison = explanation.CompareWith(
            OurBaseStringPrefix + Uri.EscapeDataString(string.Join('&', change(ours))));
        Assert.That(comparison, Does.Contain(difference));
        Assert.That(comparison, Does.Not.Contain("canary").IgnoreCase);
    }

    [Test]
    public async Task An_explanation_holds_no_secret(
        [ValueSource(typeof(SignedCallTests), nameof(SignedCallTests.Methods))] string method,
        [Values] ParameterPlacement placement)
    {
        var provider = CreateProvider(method, placement);
        var explanation = await SignatureExplanation.OfAsync(
            provider, await SendSignedAsync(provider, "form"), TokenSecret);
        var another = await SignatureExplanation.OfAsync(
            provider with { ClientSecret = "another" }, await SendSignedAsync(provider, "form"), "wrong");
        string[] texts =
        [
            explanation.ToString(),
            another.ToString(),
            explanation.KeyDescription,
            another.KeyDescription,
            explanation.BaseString.ToString(),
            string.Join(' ', explanation.Parameters),
            explanation.CompareWith(another.BaseString.Reveal()),
            explanation.CompareWith(
                "POST&https%3A%2F%2Fpretend.example%2Fapi%2Fme%3Foauth_token%3Dtoken-canary%26a%3Db&a%3Db"),
            explanation.CompareWith("token-canary"),
            explanation.CompareWith("token-canary&b&c"),
            explanation.CompareWith(
                OurBaseStringPrefix.Replace("GET", "POST", StringComparison.Ordinal) + "oauth_token%3Dtoken-canary"),
        ];
        Canary.AssertNoSecret(
            texts,
            [
                Token, TokenSecret, ClientSecret, "canary-of-the-user", PretendProvider.ClientPrivateKey.Reveal(),
                ComputeSignature(explanation),
            ]);
        Assert.That(texts, Has.None.Contains("canary").IgnoreCase);
    }

    [TestCase("", "none")]
    [TestCase("0123456789", "10 characters")]
    [TestCase("0123456789\n", "was it copied with a line break?")]
    [TestCase(" 0123456789", "white space around it")]
    [TestCase("0123%2F456789", "is it encoded already?")]
    [TestCase("0123é456789", "not ASCII")]
    [TestCase("0123\t456789", "control characters")]
    public async Task An_odd_client_secret_is_remarked_on(string secret, string remark)
    {
        var provider = CreateProvider("HMAC-SHA1", ParameterPlacement.Header) with { ClientSecret = secret };
        var request = await SendSignedAsync(provider, "GET");
        var key = (await SignatureExplanation.OfAsync(provider, request, TokenSecret)).KeyDescription;
        Assert.That(key, Does.Contain("client secret: ").And.Contain(remark));
        Assert.That(secret.Length == 0 || !key.Contains(secret, StringComparison.Ordinal));
    }

    private static async Task<SignatureExplanation> ExplainAsync()
    {
        var provider = CreateProvider("HMAC-SHA1", ParameterPlacement.Header);
        return await SignatureExplanation.OfAsync(provider, await SendSignedAsync(provider, "GET"), TokenSecret);
    }

    private static OAuth1Provider CreateProvider(string method, ParameterPlacement placement) =>
        new PretendProvider().OAuth1 with
        {
            ClientSecret = ClientSecret,
            SignatureMethod = OAuth1FieldReader.ParseSignatureMethod(method, PretendProvider.ClientPrivateKey),
            Placement = placement,
            Realm = "a, b",
            Allow = Insecure.TokenInQuery,
        };

    // Returns the signed request object, as it is after the answer has arrived.
    private static async Task<HttpRequestMessage> SendSignedAsync(OAuth1Provider provider, string kind)
    {
        await using var pretend = new PretendProvider();
        var dance = new OAuthDance(provider, DanceSetup.RedirectUri, new() { Http = pretend.Handler });
        await dance.Dependencies.Tokens.PutAsync(
            dance.Session("42").Key!.Value,
            new() { AccessToken = Token, TokenSecret = TokenSecret },
            null);
        using var client = new HttpMessageInvoker(new OAuthHandler(dance.Session("42")));
        var request = new HttpRequestMessage(
            kind == "GET" ? HttpMethod.Get : HttpMethod.Post,
            "https://pretend.example/api/me?a=b+c&password=canary-of-the-user")
        {
            Content = kind switch
            {
                "form" => new FormUrlEncodedContent([new("x", "y"), new("pin_code", "canary-of-the-user")]),
                "JSON" => new StringContent("{}"),
                _ => null,
            },
        };
        (await client.SendAsync(request, default)).Dispose();
        return request;
    }

    private static string ComputeSignature(SignatureExplanation explanation) =>
        CreateProvider("HMAC-SHA1", ParameterPlacement.Header)
            .SignatureMethod.Sign(explanation.BaseString.Reveal(), ClientSecret, TokenSecret);

    private static void ReplaceInHeader(HttpRequestMessage request, string from, string to)
    {
        var header = request.Headers.GetValues("Authorization").Single();
        Assert.That(header, Does.Contain(from));
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", header.Replace(from, to, StringComparison.Ordinal));
    }
}
