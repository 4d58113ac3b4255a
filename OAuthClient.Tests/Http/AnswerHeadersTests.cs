using OAuthClient.Http;

namespace OAuthClient.Tests.Http;

/// <summary>The parsing of the answer headers <c>Retry-After</c> and <c>WWW-Authenticate</c>.</summary>
public class AnswerHeadersTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [TestCase("120", 120)]
    [TestCase(" 120 ", 120)]
    [TestCase("0.5", 0.5)]
    [TestCase("0", 0)]
    [TestCase("-120", 0)]
    [TestCase("2678400", 2678400)]
    [TestCase("2678401", null, Description = "over a month")]
    [TestCase("1e99", null)]
    [TestCase("-1e99", 0)]
    [TestCase("NaN", null)]
    [TestCase("Infinity", null)]
    [TestCase("-Infinity", 0)]
    [TestCase("Thu, 01 Jan 2026 00:01:00 GMT", 60)]
    [TestCase("Wed, 31 Dec 2025 00:00:00 GMT", 0)]
    [TestCase("Fri, 31 Dec 9999 23:59:59 GMT", null)]
    [TestCase("2026-01-01T00:01:00Z", null)]
    [TestCase("soon", null)]
    [TestCase("", null)]
    [TestCase(null, null)]
    public void Retry_After_is_read_as(string? header, double? seconds)
    {
        using var answer = new HttpResponseMessage();
        if (header is not null)
            answer.Headers.TryAddWithoutValidation("Retry-After", header);
        Assert.That(AnswerHeaders.ParseRetryAfter(answer.Headers, Now)?.TotalSeconds, Is.EqualTo(seconds));
    }

    [TestCase(
        """Bearer realm="a", error="invalid_client", error_description="say \"no\" = no" """,
        "realm: a; error: invalid_client; error_description: say \"no\" = no")]
    [TestCase("Bearer error = invalid_token , scope=\"a b\"", "error: invalid_token; scope: a b")]
    [TestCase("""OAuth "Facebook Platform" "invalid_code" "This code has been used." """, "")]
    [TestCase("""Basic realm="one", Bearer realm="two", error="x" """, "realm: one; error: x")]
    [TestCase("Bearer", "")]
    [TestCase("=", "")]
    [TestCase("error=\"never closed", "")]
    [TestCase(null, "")]
    public void Challenge_parameters_are_read_as(string? challenge, string parameters) =>
        Assert.That(
            string.Join("; ", AnswerHeaders.ParseChallengeParameters(challenge).Select(pair => $"{pair.Key}: {pair.Value}")),
            Is.EqualTo(parameters));
}
