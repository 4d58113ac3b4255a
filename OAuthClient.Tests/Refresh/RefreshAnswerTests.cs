using System.Net;
using System.Text.RegularExpressions;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Refresh;

/// <summary>
/// The table of docs/tokens.md: for each status and body of an answer to a refresh, what happens to the token, the
/// caller and the signals. The letters of its cells are the expected values.
/// </summary>
public partial class RefreshAnswerTests
{
    private const string Heading = "| Answer |";
    private static readonly TokenKey Key = new(DanceSetup.KeyProvider, PretendProvider.ClientId, "42", TokenKey.DefaultAccount);

    private static readonly RefreshRules Rules = new()
    {
        DeadTokenErrors = ["refresh_token is invalid"],
        LaterErrors = ["already being processed"],
    };

    // The letter of a cell → the refresh token that is stored, the result after the end of the access token, and the
    // signals: first while the access token is valid, then after its end.
    private static readonly Dictionary<char, Expected> Letters = new()
    {
        ['N'] = new("new-refresh", "token", "refreshed"),
        ['S'] = new("new-refresh", "OAuthException", "error, error"),
        ['K'] = new("same", "OAuthException", "error, error"),
        ['L'] = new("same", "OAuthException endpoint_busy", "error endpoint_busy, error endpoint_busy"),
        ['C'] = new("same", "OAuthException provider_error", "error provider_error, error provider_error"),
        ['R'] = new("same", "AuthorizationRequiredException refresh_refused", "error, error refresh_refused"),
        ['D'] = new("none", "AuthorizationRequiredException", "error refresh_rejected"),
    };

    private sealed record Expected(string RefreshToken, string Result, string Signals);

    private static IEnumerable<TestCaseData> Cells()
    {
        var lines = Repository.Read("docs/tokens.md").Split('\n')
            .SkipWhile(line => !line.StartsWith(Heading, StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
            .ToArray();
        foreach (var row in lines.Skip(2))
        {
            for (var column = 1; column < row.Length; column++)
                yield return new TestCaseData(lines[0][column], row[0], row[column]);
        }
    }

    [Test]
    public void The_table_has_at_least_twelve_statuses_and_twelve_bodies()
    {
        var cells = Cells().Select(cell => cell.Arguments).ToArray();
        Assert.That(cells.Select(cell => cell[0]).Distinct().Count(), Is.AtLeast(12));
        Assert.That(cells.Select(cell => cell[1]).Distinct().Count(), Is.AtLeast(12));
    }

    [TestCaseSource(nameof(Cells))]
    public async Task An_answer_to_a_refresh_has_the_effect_that_the_table_says(
        string status, string row, string letter)
    {
        var expected = Letters[letter.Single()];
        var setup = new DanceSetup(provider: value => value with { Refresh = Rules });
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        setup.Signals.TokenRefreshed.Connect((_, _) => setup.SentSignals.Enqueue("refreshed"));
        setup.SentSignals.Clear();
        var first = (await setup.Tokens.GetAsync(Key))!.Token;
        var body = BodyOf(row).Replace("SAME", first.RefreshToken.Reveal(), StringComparison.Ordinal);
        // Each answer brings a refresh token of its own, as a provider that rotates does.
        string Rotated() =>
            body.Replace("new-refresh", $"new-refresh-{setup.Provider.RefreshCount}", StringComparison.Ordinal);
        setup.Provider.TokenAnswer = _ => CreateAnswer(status, Rotated());
        setup.Time.Advance(TimeSpan.FromSeconds(3590));
        await GetTokenAsync(setup);
        if (letter is not ("N" or "D"))
            setup.Time.Advance(TimeSpan.FromSeconds(30));
        var result = await GetTokenAsync(setup);
        await GetTokenAsync(setup);
        var stored = (await setup.Tokens.GetAsync(Key))?.Token.RefreshToken.Reveal() ?? "none";
        Assert.That(
            stored == first.RefreshToken.Reveal() ? "same" : stored, Does.StartWith(expected.RefreshToken));
        if (letter is not "D")
            Assert.That(result, Does.StartWith(expected.Result));
        Assert.That(setup.SentSignals, Has.Count.EqualTo(expected.Signals.Split(", ").Length));
        foreach (var (sent, wanted) in setup.SentSignals.Zip(expected.Signals.Split(", ")))
            Assert.That(sent, Does.StartWith(wanted));
    }

    // The first code span of a row is the body; a row without one is told in words.
    private static string BodyOf(string row) => row switch
    {
        "nothing" => "",
        _ => CodeSpan().Match(row).Groups[1].Value,
    };

    private static HttpResponseMessage CreateAnswer(string status, string body)
    {
        var answer = new HttpResponseMessage(Enum.Parse<HttpStatusCode>(status))
        {
            Content = new StringContent(body),
        };
        if (answer.StatusCode == HttpStatusCode.Found)
            answer.Headers.Location = new("https://elsewhere.example/token");
        return answer;
    }

    private static async Task<string> GetTokenAsync(DanceSetup setup)
    {
        try
        {
            return await setup.Dance.Session("42").GetTokenAsync() is null ? "none" : "token";
        }
        catch (OAuthException failure)
        {
            return $"{failure.GetType().Name} {failure.Error.Code}";
        }
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodeSpan();
}
