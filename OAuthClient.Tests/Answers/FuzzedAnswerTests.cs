using OAuthClient.Http;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Answers;

/// <summary>
/// Cuts and mixes answers of token endpoints at random. Each result is a token or a typed error that shows no secret.
/// </summary>
public class FuzzedAnswerTests
{
    private const string Secret = "client-secret-never-to-be-seen";

    private static readonly string[] Bodies =
    [
        .. AnswerCase.ReadTable("tokens.txt")
            .Concat(AnswerCase.ReadTable("errors.txt"))
            .Select(answer => answer["body"] ?? "")
            .Distinct(),
    ];

    private static readonly string[] Fragments =
    [
        "{", "}", "[", "]", "\"", "\\", "\\ud800", ":", ",", "=", "&", "%", "%FF", "null", "0", "-", "1e999", "\0",
        "\uFEFF", "(", ");", "<", Secret, "error", "data", "\"error\":",
    ];

    [Test]
    public void Mutated_answers_are_tokens_or_typed_errors_with_seed([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        var provider = new PretendProvider().OAuth2 with
        {
            Scopes = ["one"],
            Quirks = new() { TokenEnvelope = seed % 3 == 0 ? "data" : null },
        };
        for (var number = 0; number < 1000; number++)
        {
            var status = random.GetItems([200, 200, 400, 401, 429, 500], 1)[0];
            var body = MutateBody(random);
            try
            {
                var answer = new ProtocolAnswer("https://pretend.example/token", status, body);
                var token = new TokenResponse(provider, TokenShape.OfLogin(provider)).Read(
                    answer, provider.Scopes, DateTimeOffset.UnixEpoch, [Secret]);
                Assert.That(token.AccessToken.IsEmpty, Is.False);
            }
            catch (OAuthException failure)
            {
                var error = failure.Error;
                Assert.That(
                    $"{error} {error.Excerpt} {error.ProviderUri}",
                    Does.Not.Contain(Secret).And.Not.Contain('\0'),
                    body);
            }
        }
    }

    private static string MutateBody(Random random)
    {
        var body = random.GetItems(Bodies, 1)[0];
        for (var change = random.Next(4); change > 0; change--)
        {
            var at = random.Next(body.Length + 1);
            var to = random.Next(body.Length + 1);
            body = random.Next(4) switch
            {
                0 => body[..at],
                1 => body[..Math.Min(at, to)] + body[Math.Max(at, to)..],
                2 => body[..at] + body[Math.Min(at, to)..],
                _ => body[..at] + random.GetItems(Fragments, 1)[0] + body[at..],
            };
        }
        return body;
    }
}
