using System.Globalization;

namespace OAuthClient.Tests.Answers;

/// <summary>A login with each of the token answers in tokens.txt.</summary>
public class TokenAnswerTests
{
    private static readonly string[] Known =
        ["asked", "envelope", "names", "bearer", "joiner", "zero", "content-type", "bom", "body", "access", "refresh", "type", "ends", "scopes", "raw"];

    private static IEnumerable<TestCaseData> Answers() => Fixture.All("tokens.txt").Select(fixture => new TestCaseData(fixture).SetArgDisplayNames(fixture.Name));

    [TestCaseSource(nameof(Answers))]
    public async Task A_token_is_read_from_the_answer_of(Fixture fixture)
    {
        var stage = fixture.OnStage();
        var outcome = await stage.LoginAsync("42");
        Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.Stored), $"{outcome.Error}");
        var token = (await stage.Dance.Session("42").GetTokenAsync())!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fixture.Keys, Is.SubsetOf(Known));
            Assert.That(token.AccessToken.Reveal(), Is.EqualTo(fixture["access"]));
            Assert.That(token.RefreshToken.Reveal(), Is.EqualTo(fixture["refresh"] ?? ""));
            Assert.That(token.TokenType, Is.EqualTo(fixture["type"] ?? "Bearer"));
            Assert.That(token.ExpiresAt, Is.EqualTo(Ends(fixture["ends"], stage.Time.GetUtcNow())));
            Assert.That(token.RequestedScopes, Is.EqualTo(Scopes(fixture["asked"])));
            Assert.That(token.GrantedScopes, Is.EqualTo(Scopes(fixture["scopes"] ?? fixture["asked"])));
            if (fixture["raw"]?.Split(" = ", 2) is [var name, var value])
                Assert.That(token.Fields[name].Reveal(), Is.EqualTo(value));
        }
    }

    [Test]
    public void There_are_more_than_forty_of_them_and_no_two_have_one_name() =>
        Assert.That(Fixture.All("tokens.txt").Select(fixture => fixture.Name).ToArray(), Is.Unique.And.Length.GreaterThanOrEqualTo(40));

    private static DateTimeOffset? Ends(string? text, DateTimeOffset now) =>
        text is null ? null
        : double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) ? now.AddSeconds(seconds)
        : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string[] Scopes(string? text) => text is null or "-" ? [] : text.Split(' ');
}
