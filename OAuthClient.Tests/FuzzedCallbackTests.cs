using System.Text;

namespace OAuthClient.Tests;

/// <summary>Callbacks that nobody would write, by the ten thousand.</summary>
public class FuzzedCallbackTests
{
    private const int Queries = 20_000;

    private static readonly string[] Pieces =
    [
        "state", "code", "error", "iss", "oauth_token", "oauth_verifier", "denied", "oauth_problem", "=", "=", "=", "&", "&", "?", "#", ";", "+", "/", ":", "%", "%2", "%00", "%FF", "%C3%A9",
        "%F0%9F%98%80", "%ED%A0%80", "%0A", "\0", "\n", "\ud800", "é", "😀", "[]", "{\"a\":1}", "<script>", "' or 1=1", "..", "//evil.example", "access_denied", "a", "0",
    ];

    [Test]
    public async Task Whatever_is_brought_is_an_outcome_and_never_a_token_request([Values] Protocol protocol)
    {
        const int seed = 20_260_101;
        var stage = new Stage(protocol);
        var callback = await stage.ToCallbackAsync("42");
        var real = callback[(callback.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&', '=');
        var random = new Random(seed);
        for (var number = 0; number < Queries; number++)
        {
            var query = Query(random, real);
            // The browser is another, lest a query that happens to be the right one should log in, as it ought to.
            var outcome = await stage.Dance.FinishAsync(query, "another browser's key");
            Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.Refused), $"query {number} of seed {seed}: {query}");
        }
        Assert.That(stage.Errors, Has.Count.EqualTo(Queries), "one oauth_error each");
        Assert.That(stage.Errors.Select(error => error.Code).Distinct().Count(), Is.GreaterThanOrEqualTo(5), "the queries reach every check");
        Assert.That((stage.TokenRequests, stage.Tokens.Count), Is.EqualTo((0, 0)));
        Assert.That((await stage.Dance.FinishAsync(callback, stage.Browser.Cookie)).IsStored, Is.True, "and the login is still there");
    }

    private static string Query(Random random, string[] real)
    {
        var query = new StringBuilder();
        for (var length = random.Next(16); length > 0; length--)
            query.Append(random.Next(8) == 0 ? real[random.Next(real.Length)] : Pieces[random.Next(Pieces.Length)]);
        if (random.Next(4) == 0)
            query.Append('&').Append(real[0]).Append('=').Append(real[1]).Append('&').Append(real[2]).Append('=').Append(real[3]);
        return query.ToString();
    }
}
