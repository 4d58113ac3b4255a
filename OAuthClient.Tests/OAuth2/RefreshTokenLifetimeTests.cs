using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth2;

/// <summary>The lifetime of a refresh token, as providers write it.</summary>
public class RefreshTokenLifetimeTests
{
    [TestCase("refresh_token_expires_in", "3600", 3600)]
    [TestCase("refresh_token_expires_in", "\"3600\"", 3600)]
    [TestCase("refresh_expires_in", "3600", 3600)]
    [TestCase("x_refresh_token_expires_in", "8726400", 8726400)]
    [TestCase("refreshTokenExpiresIn", "3600", 3600)]
    [TestCase("refresh_token_expires_at", "1767229200", 3600)]
    [TestCase("refresh_token_expires_at", "1767229200000", 3600)]
    [TestCase("refresh_token_expires_at", "\"2026-01-01T01:00:00Z\"", 3600)]
    [TestCase("refresh_token_expires_on", "\"Thu, 01 Jan 2026 01:00:00 GMT\"", 3600)]
    [TestCase("refresh_token_expires", "3600", 3600)]
    [TestCase("refreshTokenExpiresAt", "\"2026-01-01T01:00:00Z\"", 3600)]
    [TestCase("refresh_token_expires_in", "0", null)]
    [TestCase("refresh_token_expires_in", "-1", null)]
    [TestCase("refresh_token_expires_in", "\"soon\"", null)]
    [TestCase("refresh_token_expires_in", "null", null)]
    [TestCase("expires_in", "3600", null)]
    public void The_lifetime_of_a_refresh_token_is_read_from(string name, string json, double? seconds) =>
        Assert.That(
            TokenResponseTests.Read($$"""{"access_token":"a","refresh_token":"r","{{name}}":{{json}}}""")
                .RefreshTokenExpiresAt,
            Is.EqualTo(TokenResponseTests.After(seconds)));

    [Test]
    public void It_is_read_under_the_name_that_the_provider_gives_it()
    {
        var names = new Dictionary<string, string> { ["refresh_token_expires_in"] = "rt_life" };
        var token = TokenResponseTests.Read(
            """{"access_token":"a","refresh_token":"r","rt_life":60}""",
            provider => provider with { Quirks = new() { FieldNames = names } });
        Assert.That(token.RefreshTokenExpiresAt, Is.EqualTo(TokenResponseTests.After(60)));
    }

    [TestCase("""{"access_token":"a","refresh_token":"r"}""", 120)]
    [TestCase("""{"access_token":"a","refresh_token":"r","refresh_expires_in":60}""", 60)]
    [TestCase("""{"access_token":"a","refresh_token":"r","refresh_expires_in":"?"}""", 120)]
    [TestCase("""{"access_token":"a","refresh_expires_in":60}""", null)]
    [TestCase("""{"access_token":"a"}""", null)]
    public void The_lifetime_in_the_rules_counts_where_the_answer_gives_none(string body, double? seconds)
    {
        var token = TokenResponseTests.Read(
            body, provider => provider with { Refresh = new() { RefreshTokenLifetime = TimeSpan.FromSeconds(120) } });
        Assert.That(token.RefreshTokenExpiresAt, Is.EqualTo(TokenResponseTests.After(seconds)));
    }

    [TestCase("""{"access_token":"b","expires_in":60}""", 1000, Description = "the old refresh token stays")]
    [TestCase("""{"access_token":"b","expires_in":60,"refresh_token":"r"}""", 1000)]
    [TestCase("""{"access_token":"b","expires_in":60,"refresh_token":"r","refresh_expires_in":500}""", 560)]
    [TestCase("""{"access_token":"b","expires_in":60,"refresh_token":"s","refresh_expires_in":500}""", 560)]
    [TestCase("""{"access_token":"b","expires_in":60,"refresh_token":"s"}""", null)]
    public async Task A_refresh_keeps_the_end_of_the_refresh_token_that_stays(string body, double? seconds)
    {
        const string first = """{"access_token":"a","expires_in":60,"refresh_token":"r","refresh_expires_in":1000}""";
        var setup = new DanceSetup();
        var begin = setup.Time.GetUtcNow();
        setup.Provider.TokenAnswer = request => new()
        {
            Content = new StringContent(request["grant_type"] == "refresh_token" ? body : first),
        };
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromSeconds(60));
        var token = await setup.Dance.Session("42").GetTokenAsync();
        Assert.That(token!.AccessToken.Reveal(), Is.EqualTo("b"));
        Assert.That((token.RefreshTokenExpiresAt - begin)?.TotalSeconds, Is.EqualTo(seconds));
        Assert.That(setup.Provider.CountCalls(PretendEndpoint.Token), Is.EqualTo(2));
    }
}
