using OAuthClient.Http;
using OAuthClient.OAuth1;

namespace OAuthClient.Tests.Peers;

/// <summary>
/// Requests that RFC 5849 allows and oauthlib 3.2 misreads; <see cref="RandomRequest"/> does not create such requests.
/// The pretend provider's independent verifier accepts each of the misread requests, and oauthlib's error or signature
/// base string shows the misreading.
/// </summary>
public class OAuthlibLimitTests
{
    [Test]
    public async Task Oauthlib_decodes_a_parameter_with_an_oauth_prefix_twice() =>
        await AssertLimitAsync(
            "/signed/x?oauth_note=100%2525",
            "the value of 'oauth_note' differs",
            provider => provider with { Placement = ParameterPlacement.Query });

    [Test]
    public async Task Oauthlib_decodes_a_signature_in_form_or_query_twice_so_PLAINTEXT_with_an_odd_secret_fails(
        [Values(ParameterPlacement.Form, ParameterPlacement.Query)] ParameterPlacement placement)
    {
        var provider = (await OAuthlibPeer.GetAsync()).CreateProvider(OAuthlibClient.WithOddSecret, "PLAINTEXT", placement);
        var (answer, _) = await CallAsync(provider, new(HttpMethod.Post, provider.ApiBaseUrl + "signed/x")
        {
            Content = new FormUrlEncodedContent([new("a", "b")]),
        });
        Assert.That((answer.Status, answer.FailedChecks), Is.EqualTo((401, new[] { "signature" })));
    }

    [Test]
    public async Task Oauthlib_drops_a_semicolon_at_the_end_of_a_path() =>
        await AssertLimitAsync("/signed/x;", "The address differs");

    [Test]
    public async Task Oauthlib_mistakes_a_realm_parameter_for_the_realm_of_the_header() =>
        await AssertLimitAsync("/signed/x?realm=mine", "theirs has", provider => provider with { Realm = "Photos" });

    [Test]
    public async Task Oauthlib_reads_octets_that_are_not_UTF8_as_question_marks() =>
        await AssertLimitAsync("/signed/x?a=%FF", "the value of 'a' differs");

    [Test]
    public async Task Oauthlib_expects_the_media_type_of_a_form_in_lower_case()
    {
        using var form = new StringContent("a=b");
        form.Headers.ContentType = new("Application/X-WWW-Form-Urlencoded");
        await AssertLimitAsync("/signed/x", "theirs lacks one of ours", form: form);
    }

    [Test]
    public async Task Oauthlib_rejects_square_brackets_that_are_not_encoded()
    {
        // RFC 3986 section 3.4 does not allow square brackets in a query; .NET sends them unencoded.
        var provider = (await OAuthlibPeer.GetAsync()).CreateProvider(OAuthlibClient.WithPlainSecret);
        var (answer, wire) = await CallAsync(provider, new(HttpMethod.Get, provider.ApiBaseUrl + "signed/x?a[]=1"));
        Assert.That((answer.Status, answer.Error), Is.EqualTo((500, answer.Error)));
        Assert.That(
            answer.Error,
            Does.StartWith("ValueError: Error trying to decode a non urlencoded string. Found invalid characters"));
        Assert.That(wire.Url.Query, Does.StartWith("?a[]=1"));
        Assert.That(wire.HasValidSignature(provider.ClientSecret, default), Is.True);
    }

    private static async Task AssertLimitAsync(
        string path, string difference, Func<OAuth1Provider, OAuth1Provider>? change = null, HttpContent? form = null)
    {
        var provider = (await OAuthlibPeer.GetAsync()).CreateProvider(OAuthlibClient.WithPlainSecret);
        provider = change?.Invoke(provider) ?? provider;
        var (answer, wire) = await CallAsync(
            provider,
            new(form is null ? HttpMethod.Get : HttpMethod.Post, provider.ApiBaseUrl!.TrimEnd('/') + path)
            {
                Content = form,
            });
        Assert.That((answer.Status, answer.FailedChecks), Is.EqualTo((401, new[] { "signature" })));
        Assert.That(wire.HasValidSignature(provider.ClientSecret, default), Is.True, "another verifier believes it");
        using var message = wire.ToMessage();
        var explanation = await SignatureExplanation.OfAsync(provider, message);
        Assert.That(explanation.IsValid, Is.True);
        Assert.That(explanation.CompareWith(answer.BaseString!), Does.Contain(difference));
    }

    private static async Task<(OAuthlibAnswer Answer, WireRequest Sent)> CallAsync(
        OAuth1Provider provider, HttpRequestMessage request)
    {
        var dance = new OAuthDance(provider, PeerClient.RedirectUri);
        using var calls = new HttpMessageInvoker(new OAuthHandler(dance.ApplicationSession()));
        using var answer = await calls.SendAsync(request, default);
        return (await OAuthlibAnswer.ReadAsync(answer), await WireRequest.ReadAsync(request));
    }
}
