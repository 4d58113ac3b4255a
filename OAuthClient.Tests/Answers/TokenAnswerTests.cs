using System.Globalization;

namespace OAuthClient.Tests.Answers;

/// <summary>Runs a login with each of the token answers in tokens.txt.</summary>
public class TokenAnswerTests
{
    private static readonly string[] KnownKeys =
    [
        "asked", "envelope", "names", "bearer", "joiner", "zero", "content-type", "bom", "body", "access",
        "refresh", "type", "ends", "scopes", "raw",
    ];

    private static IEnumerable<TestCaseData> Answers() =>
        AnswerCase.ReadTable("tokens.txt")
            .Select(answer => new TestCaseData(answer).SetArgDisplayNames(answer.Name));

    [TestCaseSource(nameof(Answers))]
    public async Task A_token_is_read_from_the_answer_of(AnswerCase answer)
    {
        var setup = answer.CreateSetup();
        var outcome = await setup.LoginAsync("42");
        Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.Stored), $"{outcome.Error}");
        var token = (await setup.Dance.Session("42").GetTokenAsync())!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Keys, Is.SubsetOf(KnownKeys));
            Assert.That(token.AccessToken.Reveal(), Is.EqualTo(answer["access"]));
            Assert.That(token.RefreshToken.Reveal(), Is.EqualTo(answer["refresh"] ?? ""));
            Assert.That(token.TokenType, Is.EqualTo(answer["type"] ?? "Bearer"));
            Assert.That(token.ExpiresAt, Is.EqualTo(ParseExpiry(answer["ends"], setup.Time.GetUtcNow())));
            Assert.That(token.RequestedScopes, Is.EqualTo(ParseScopes(answer["asked"])));
            Assert.That(token.GrantedScopes, Is.EqualTo(ParseScopes(answer["scopes"] ?? answer["asked"])));
            if (answer["raw"]?.Split(" = ", 2) is [var name, var value])
                Assert.That(token.Fields[name].Reveal(), Is.EqualTo(value));
        }
    }

    [Test]
    public void The_table_has_at_least_40_token_answers_with_unique_names() =>
        Assert.That(
            AnswerCase.ReadTable("tokens.txt").Select(answer => answer.Name).ToArray(),
            Is.Unique.And.Length.GreaterThanOrEqualTo(40));

    private static DateTimeOffset? ParseExpiry(string? text, DateTimeOffset now) =>
        text switch
        {
            null => null,
            _ when double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) => now.AddSeconds(seconds),
            _ => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture),
        };

    private static string[] ParseScopes(string? text) => text is null or "-" ? [] : text.Split(' ');
}
