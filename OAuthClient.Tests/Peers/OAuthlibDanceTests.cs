using Flurl.Http;
using OAuthClient.OAuth1;

namespace OAuthClient.Tests.Peers;

/// <summary>Whole OAuth 1.0a logins with oauthlib, an independent server.</summary>
public class OAuthlibDanceTests
{
    private static IEnumerable<OAuthlibClient> ClientsWithSecret =>
        OAuthlibClient.All.Except([OAuthlibClient.WithPrivateKey]);

    [Test]
    public async Task A_login_ends_with_a_token_that_calls_the_API(
        [ValueSource(typeof(OAuthlibDance), nameof(OAuthlibDance.SignatureMethods))] string method,
        [Values] ParameterPlacement placement)
    {
        var dance = await OAuthlibDance.CreateAsync(method, placement);
        var session = await dance.LoginForSessionAsync();
        Assert.That((await session.GetTokenAsync())!.Fields["screen_name"].Reveal(), Is.EqualTo("anna"));
        var me = await session.Request("api/me").GetJsonAsync<OAuthlibAnswer>();
        // A GET request has no body, so OAuth parameters that belong in the form are sent in the Authorization header.
        Assert.That(
            (me.User, me.Method, me.ParameterPlacement),
            Is.EqualTo(("anna", method, placement == ParameterPlacement.Query ? "query" : "header")));
    }

    [Test]
    public async Task A_client_with_an_odd_secret_or_no_secret_can_log_in(
        [ValueSource(nameof(ClientsWithSecret))] OAuthlibClient client, [Values("HMAC-SHA1", "PLAINTEXT")] string method,
        [Values] ParameterPlacement placement)
    {
        if (client == OAuthlibClient.WithOddSecret && method == "PLAINTEXT" && placement != ParameterPlacement.Header)
            Assert.Pass("oauthlib decodes oauth_signature twice there: see OAuthlibLimitTests");
        var named = (await OAuthlibPeer.GetAsync()).CreateProvider(client, method, placement);
        var dance = await OAuthlibDance.CreateAsync(client, _ => named);
        Assert.That(
            (await (await dance.LoginForSessionAsync()).Request("api/me").GetJsonAsync<OAuthlibAnswer>()).User,
            Is.EqualTo("anna"));
    }

    [Test]
    public async Task A_login_without_a_callback_is_finished_with_a_PIN()
    {
        var dance = await OAuthlibDance.CreateAsync(OAuthlibClient.WithPlainSecret, redirectUri: "oob");
        var login = await dance.BeginAsync();
        var pin = await dance.ReadPinAsync(login);
        Assert.That((await dance.FinishAsync(login.WithPin($" {pin}\n"))).Kind, Is.EqualTo(OAuthOutcomeKind.Stored));
        Assert.That(
            (await dance.Dance.Session(OAuthlibDance.User).Request("api/me").GetJsonAsync<OAuthlibAnswer>()).User,
            Is.EqualTo("anna"));
    }

    [TestCase("1234567", 400)]
    [TestCase("abcdefghijklmnopqrstuvwxyz1234", 401)]
    public async Task A_wrong_PIN_is_refused_by_the_server(string pin, int status)
    {
        var dance = await OAuthlibDance.CreateAsync(OAuthlibClient.WithPlainSecret, redirectUri: "oob");
        var login = await dance.BeginAsync();
        await dance.ReadPinAsync(login);
        var outcome = await dance.FinishAsync(login.WithPin(pin));
        Assert.That((outcome.Kind, outcome.Error?.Status), Is.EqualTo((OAuthOutcomeKind.ProviderFailed, status)));
    }

    [Test]
    public async Task A_denial_by_the_user_is_an_outcome()
    {
        var dance = await OAuthlibDance.CreateAsync(OAuthlibClient.WithPlainSecret);
        var outcome = await dance.FinishAsync((await dance.DenyAsync()).Parameters);
        Assert.That(
            (outcome.Kind, outcome.Error?.Code),
            Is.EqualTo((OAuthOutcomeKind.Denied, OAuthErrorCode.AccessDenied)));
    }

    [Test]
    public async Task A_repeated_callback_gets_the_first_outcome()
    {
        var dance = await OAuthlibDance.CreateAsync(OAuthlibClient.WithPlainSecret);
        var callback = await dance.AllowAsync();
        var first = await dance.FinishAsync(callback.Parameters);
        Assert.That(await dance.FinishAsync(callback.Parameters), Is.EqualTo(first));
        Assert.That(first.IsStored, Is.True);
    }

    [Test]
    public async Task A_token_is_valid_only_for_the_requested_realm([Values(null, "photos")] string? realm)
    {
        var dance = await OAuthlibDance.CreateAsync(
            OAuthlibClient.WithPlainSecret, provider => provider with { Realm = realm });
        var session = await dance.LoginForSessionAsync();
        var photos = await session.Request("api/photos/1?size=original").AllowAnyHttpStatus().GetAsync();
        Assert.That(photos.StatusCode, Is.EqualTo(realm is null ? 401 : 200));
        Assert.That((await session.Request("api/me").GetJsonAsync<OAuthlibAnswer>()).Realm, Is.EqualTo(realm));
    }

    [TestCase("HMAC-SHA256", "another-secret")]
    [TestCase("PLAINTEXT", "another-secret")]
    public async Task A_wrong_secret_begins_no_login(string method, string secret)
    {
        var dance = await OAuthlibDance.CreateAsync(
            OAuthlibClient.WithPlainSecret,
            provider => provider with
            {
                SignatureMethod = OAuth1FieldReader.ParseSignatureMethod(method, default),
                ClientSecret = secret,
            });
        var login = await dance.Dance.BeginAsync(OAuthlibDance.User);
        Assert.That((login.IsBegun, login.Error?.Status), Is.EqualTo((false, 401)));
        Assert.That(login.Error?.Hint, Does.Contain("ClientSecret"));
    }

    [Test]
    public async Task An_unknown_private_key_begins_no_login(
        [Values("RSA-SHA1", "RSA-SHA256", "RSA-SHA512")] string method)
    {
        using var another = System.Security.Cryptography.RSA.Create(2048);
        var key = another.ExportPkcs8PrivateKeyPem();
        var dance = await OAuthlibDance.CreateAsync(
            OAuthlibClient.WithPrivateKey,
            provider => provider with { SignatureMethod = OAuth1FieldReader.ParseSignatureMethod(method, key) });
        Assert.That((await dance.Dance.BeginAsync(OAuthlibDance.User)).Error?.Status, Is.EqualTo(401));
    }

    [Test]
    public async Task A_body_that_is_not_a_form_is_signed_with_a_body_hash(
        [Values("HMAC-SHA1", "HMAC-SHA256", "HMAC-SHA512", "RSA-SHA1")] string method)
    {
        var dance = await OAuthlibDance.CreateAsync(method, ParameterPlacement.Header, new() { SendsBodyHash = true });
        var session = await dance.LoginForSessionAsync();
        var answer = await session.Request("api/notes")
            .PostJsonAsync(new { text = "é日本" }).ReceiveJson<OAuthlibAnswer>();
        Assert.That(answer.BodyHash, Is.Not.Null);
        answer = await session.Request("api/notes")
            .PostUrlEncodedAsync(new { text = "é日本" }).ReceiveJson<OAuthlibAnswer>();
        Assert.That((answer.BodyHash, answer.Parameters.Single()), Is.EqualTo(((string?)null, "text=é日本")));
    }
}
