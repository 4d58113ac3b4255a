using OAuthClient.Tests.Presets;

namespace OAuthClient.Tests.OAuth2;

/// <summary>
/// Scopes that were granted without being named, or under another name: a receiver that refuses a login with missing
/// scopes must let these logins through, and no others.
/// </summary>
public class MissingScopesTests
{
    [TestCase("""{"access_token":"a","scope":"read","refresh_token":"r"}""", "read offline_access", "")]
    [TestCase("""{"access_token":"a","scope":"read","refresh_token":"r"}""", "read offline.access", "")]
    [TestCase("""{"access_token":"a","scope":"read"}""", "read offline_access", "offline_access")]
    [TestCase("""{"access_token":"a","scope":"read","id_token":"x.y.z"}""", "openid read", "")]
    [TestCase("""{"access_token":"a","scope":"read"}""", "openid read", "openid")]
    [TestCase("""{"access_token":"a","scope":"","refresh_token":"r","id_token":"x.y.z"}""", "write email", "write email")]
    [TestCase("""{"access_token":"a","scopes":"read"}""", "read write", "write")]
    [TestCase("""{"access_token":"a"}""", "read write", "")]
    public void A_scope_that_the_answer_shows_to_be_granted_is_not_missing(string body, string asked, string missing)
    {
        var token = TokenResponseTests.Read(body, provider => provider with { Scopes = asked.Split(' ') });
        Assert.That(string.Join(' ', token.MissingScopes), Is.EqualTo(missing));
    }

    [TestCase("""{"access_token":"b","scope":"read","expires_in":60}""", "")]
    [TestCase("""{"access_token":"b","scope":"","expires_in":60}""", "read")]
    public async Task After_a_refresh_the_same_holds(string body, string missing)
    {
        const string first =
            """{"access_token":"a","scope":"read","expires_in":60,"refresh_token":"r","id_token":"x.y.z"}""";
        var setup = new DanceSetup(
            provider: provider => provider with { Scopes = ["openid", "offline_access", "read"] });
        setup.Provider.TokenAnswer = request => new()
        {
            Content = new StringContent(request["grant_type"] == "refresh_token" ? body : first),
        };
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromSeconds(60));
        var token = await setup.Dance.Session("42").GetTokenAsync();
        Assert.That(string.Join(' ', token!.MissingScopes), Is.EqualTo(missing));
    }

    [Test]
    public async Task Scopes_that_only_the_callback_names_are_the_granted_ones()
    {
        var recorder = new WireRecorder
        {
            CallbackParameters = "code=the-code&scope=read%2Cactivity:read",
            TokenResponseBody = """{"access_token":"a","token_type":"Bearer"}""",
        };
        var strava = (OAuthClient.OAuth2.OAuth2Provider)ProvidersFile.WithCredentials("strava");
        await recorder.LoginAsync(strava with { Scopes = ["read", "activity:read", "activity:write"] });
        Assert.That(recorder.StoredToken!.GrantedScopes, Is.EqualTo(new[] { "read", "activity:read" }));
        Assert.That(recorder.StoredToken.MissingScopes, Is.EqualTo(new[] { "activity:write" }));
    }

    [Test]
    public async Task Scopes_that_the_answer_names_count_more_than_those_of_the_callback()
    {
        var recorder = new WireRecorder
        {
            CallbackParameters = "code=the-code&scope=repo+gist",
            TokenResponseBody = """{"access_token":"a","token_type":"Bearer","scope":"repo"}""",
        };
        var github = (OAuthClient.OAuth2.OAuth2Provider)ProvidersFile.WithCredentials("github");
        await recorder.LoginAsync(github with { Scopes = ["repo", "gist"] });
        Assert.That(recorder.StoredToken!.MissingScopes, Is.EqualTo(new[] { "gist" }));
    }

    [Test]
    public async Task Google_answers_with_other_names_of_two_scopes()
    {
        var recorder = new WireRecorder
        {
            TokenResponseBody = """
                {"access_token":"a","token_type":"Bearer","id_token":"x.y.z",
                "scope":"openid https://www.googleapis.com/auth/userinfo.email"}
                """,
        };
        var google = (OAuthClient.OAuth2.OAuth2Provider)ProvidersFile.WithCredentials("google");
        await recorder.LoginAsync(google with { Scopes = ["openid", "email", "profile"] });
        Assert.That(recorder.StoredToken!.MissingScopes, Is.EqualTo(new[] { "profile" }));
        Assert.That(recorder.StoredToken.ExtraScopes, Is.Empty);
    }
}
