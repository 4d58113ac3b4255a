using System.Net;

namespace OAuthClient.Tests.OAuth1;

/// <summary>Errors of OAuth 1 come with a hint about OAuth 1, however the provider spells them.</summary>
public class ProblemHintTests
{
    // A hint of OAuth 2 has no place in an error of OAuth 1.
    private static readonly string[] OAuth2Words = ["ClientAuthentication", "redirect URI or client", "authorization code"];

    [TestCase("oauth_problem=signature_invalid", "ClientSecret")]
    [TestCase("oauth_problem=invalid_signature", "ClientSecret")]
    [TestCase("error=invalid_signature", "ClientSecret")]
    [TestCase("""{"code":"json_oauth1_signature_mismatch","message":"OAuth signature does not match"}""", "ClientSecret")]
    [TestCase("""{"code":"woocommerce_rest_authentication_error","message":"Invalid signature - provided signature does not match."}""", "ClientSecret")]
    [TestCase("oauth_problem=signature_method_rejected", "SignatureMethod")]
    [TestCase("error=invalid_signature_method", "SignatureMethod")]
    [TestCase("error=unsupported_signature_method", "SignatureMethod")]
    [TestCase("oauth_problem=nonce_used", "twice")]
    [TestCase("error=invalid_nonce", "twice")]
    [TestCase("oauth_problem=timestamp_refused", "clock")]
    [TestCase("error=invalid_timestamp", "clock")]
    [TestCase("""{"errors":[{"code":135,"message":"Timestamp out of bounds."}]}""", "clock")]
    [TestCase("oauth_problem=consumer_key_unknown", "ClientId")]
    [TestCase("oauth_problem=consumer_key_rejected", "ClientId")]
    [TestCase("oauth_problem=consumer_key_refused", "ClientId")]
    [TestCase("error=invalid_consumer", "ClientId")]
    [TestCase("error=invalid_client", "ClientId")]
    [TestCase("oauth_problem=verifier_invalid", "verifier")]
    [TestCase("error=invalid_verifier", "verifier")]
    [TestCase("oauth_problem=token_expired", "begin again")]
    [TestCase("oauth_problem=token_rejected", "begin again")]
    [TestCase("oauth_problem=token_revoked", "begin again")]
    [TestCase("oauth_problem=token_used", "begin again")]
    [TestCase("error=invalid_token", "begin again")]
    [TestCase("oauth_problem=parameter_absent&oauth_parameters_absent=oauth_callback", "oauth_callback")]
    [TestCase("oauth_problem=parameter_rejected", "Placement")]
    [TestCase("error=invalid_request&error_description=Missing+mandatory+OAuth+parameters.", "Placement")]
    [TestCase("oauth_problem=version_rejected", "SendsVersion")]
    [TestCase("oauth_problem=permission_denied", "allow")]
    [TestCase("oauth_problem=permission_unknown", "allow")]
    [TestCase("oauth_problem=additional_authorization_required", "allow")]
    [TestCase("oauth_problem=callback_rejected", "redirect URI")]
    [TestCase("""{"errors":[{"code":415,"message":"Callback URL not approved for this client application."}]}""", "redirect URI")]
    public async Task An_answer_has_the_hint(string body, string hint)
    {
        foreach (var endpoint in new[] { "/initiate", "/token" })
        {
            var setup = new DanceSetup(Protocol.OAuth1, options => options with
            {
                Http = new EndpointStub(
                    options.Http!,
                    endpoint,
                    _ => new(HttpStatusCode.Unauthorized) { Content = new StringContent(body) }),
            });
            AssertHint(await FailAsync(setup, endpoint), hint);
        }
    }

    [TestCase(401, "ClientSecret")]
    [TestCase(404, "address")]
    [TestCase(500, "Try again later")]
    public async Task An_answer_without_words_has_the_hint(int status, string hint)
    {
        var setup = new DanceSetup(Protocol.OAuth1, options => options with
        {
            Http = new EndpointStub(options.Http!, "/initiate", _ => new((HttpStatusCode)status)),
        });
        AssertHint((await setup.Dance.BeginAsync("42")).Error, hint);
    }

    [TestCase("oauth_problem=token_expired", "begin again")]
    [TestCase("oauth_problem=additional_authorization_required", "allow")]
    [TestCase("oauth_problem=consumer_key_refused", "ClientId")]
    [TestCase("error=invalid_callback", "redirect URI")]
    public async Task A_problem_in_a_callback_has_the_hint(string words, string hint)
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var token = Callbacks.Value(await setup.GetCallbackUrlAsync("42"), "oauth_token");
        var outcome = await setup.Dance.FinishAsync($"?oauth_token={token}&{words}", setup.Browser.Cookie);
        AssertHint(outcome.Error, hint);
    }

    private static void AssertHint(OAuthError? error, string hint)
    {
        Assert.That(error?.Hint, Does.Contain(hint), error?.ToString());
        foreach (var word in OAuth2Words)
            Assert.That(error!.Hint, Does.Not.Contain(word));
    }

    private static async Task<OAuthError?> FailAsync(DanceSetup setup, string endpoint)
    {
        var login = await setup.Dance.BeginAsync("42");
        if (endpoint == "/initiate")
            return login.Error;
        var callback = await setup.Browser.AllowAsync(login.AuthorizationUrl!);
        return (await setup.Dance.FinishAsync(callback, login.BrowserKey)).Error;
    }
}
