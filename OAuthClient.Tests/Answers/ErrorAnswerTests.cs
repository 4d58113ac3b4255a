using System.Globalization;

namespace OAuthClient.Tests.Answers;

/// <summary>A login with each of the error answers in errors.txt.</summary>
public class ErrorAnswerTests
{
    private static readonly string[] KnownKeys =
        [
            "protocol", "envelope", "names", "status", "header", "content-type", "body", "code", "error",
            "description", "uri", "retry", "excerpt", "hint", "requests",
        ];

    private static IEnumerable<TestCaseData> Answers() =>
        AnswerCase.ReadTable("errors.txt")
            .Select(fixture => new TestCaseData(fixture).SetArgDisplayNames(fixture.Name));

    [TestCaseSource(nameof(Answers))]
    public async Task An_error_says_what_the_provider_said_in_the_answer_of(AnswerCase fixture)
    {
        var setup = fixture.CreateSetup();
        var outcome = await setup.LoginAsync("42");
        var error = outcome.Error!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fixture.Keys, Is.SubsetOf(KnownKeys));
            Assert.That((outcome.Kind, error.Code), Is.EqualTo((OAuthOutcomeKind.ProviderFailed, fixture["code"])));
            Assert.That(
                (error.ProviderError, error.ProviderDescription, error.ProviderUri),
                Is.EqualTo((fixture["error"], fixture["description"], fixture["uri"])));
            Assert.That(
                (error.Endpoint, error.Status),
                Is.EqualTo((fixture["protocol"] is null
                    ? "https://pretend.example/token"
                    : "https://pretend.example/oauth1/token", int.Parse(
                        fixture["status"] ?? "200", CultureInfo.InvariantCulture))));
            Assert.That(
                error.RetryAfter?.TotalSeconds.ToString(CultureInfo.InvariantCulture),
                Is.EqualTo(fixture["retry"]));
            Assert.That(error.Excerpt, Is.EqualTo(fixture["excerpt"]));
            Assert.That(error.Hint, Does.Contain(fixture["hint"]!));
            Assert.That(
                setup.SentSignals,
                Is.EqualTo(new[] { "before_login", $"error {error.Code}" }),
                "one oauth_error");
            Assert.That(
                (setup.TokenRequestCount, setup.Tokens.Count),
                Is.EqualTo((int.Parse(fixture["requests"] ?? "1", CultureInfo.InvariantCulture), 0)),
                "asked once, but for a clock that was off, and nothing stored");
        }
    }

    [Test]
    public void The_table_has_at_least_25_error_answers_with_unique_names() =>
        Assert.That(
            AnswerCase.ReadTable("errors.txt").Select(fixture => fixture.Name).ToArray(),
            Is.Unique.And.Length.GreaterThanOrEqualTo(25));
}
