using System.Globalization;

namespace OAuthClient.Tests.Answers;

/// <summary>Runs a login with each of the error answers in errors.txt.</summary>
public class ErrorAnswerTests
{
    private static readonly string[] KnownKeys =
    [
        "protocol", "envelope", "names", "status", "header", "content-type", "body", "code", "error",
        "description", "uri", "retry", "excerpt", "hint", "requests",
    ];

    private static IEnumerable<TestCaseData> Answers() =>
        AnswerCase.ReadTable("errors.txt")
            .Select(answer => new TestCaseData(answer).SetArgDisplayNames(answer.Name));

    [TestCaseSource(nameof(Answers))]
    public async Task An_error_has_the_words_of_the_provider_in_the_answer_of(AnswerCase answer)
    {
        var setup = answer.CreateSetup();
        var outcome = await setup.LoginAsync("42");
        var error = outcome.Error!;
        var endpoint = answer["protocol"] is null
            ? "https://pretend.example/token"
            : "https://pretend.example/oauth1/token";
        var requests = int.Parse(answer["requests"] ?? "1", CultureInfo.InvariantCulture);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Keys, Is.SubsetOf(KnownKeys));
            Assert.That((outcome.Kind, error.Code), Is.EqualTo((OAuthOutcomeKind.ProviderFailed, answer["code"])));
            Assert.That(
                (error.ProviderError, error.ProviderDescription, error.ProviderUri),
                Is.EqualTo((answer["error"], answer["description"], answer["uri"])));
            Assert.That(
                (error.Endpoint, error.Status),
                Is.EqualTo((endpoint, answer.Status)));
            Assert.That(
                error.RetryAfter?.TotalSeconds.ToString(CultureInfo.InvariantCulture),
                Is.EqualTo(answer["retry"]));
            Assert.That(error.Excerpt, Is.EqualTo(answer["excerpt"]));
            Assert.That(error.Hint, Does.Contain(answer["hint"]!));
            Assert.That(setup.SentSignals, Is.EqualTo(new[] { "before_login", $"error {error.Code}" }));
            Assert.That(
                (setup.TokenRequestCount, setup.Tokens.Count),
                Is.EqualTo((requests, 0)),
                "one token request unless the clock was wrong, and nothing stored");
        }
    }

    [Test]
    public void The_table_has_at_least_25_error_answers_with_unique_names() =>
        Assert.That(
            AnswerCase.ReadTable("errors.txt").Select(answer => answer.Name).ToArray(),
            Is.Unique.And.Length.GreaterThanOrEqualTo(25));
}
