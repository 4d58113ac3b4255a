using System.Globalization;
using System.Net;
using Flurl.Http;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Refresh;

/// <summary>
/// Answers that users of other libraries reported (reports.txt): a provider without special rules, or with the one word
/// that the row declares.
/// </summary>
public class PublicReportTests
{
    private const string None = "-";
    private static readonly TokenKey Key = new(DanceSetup.KeyProvider, PretendProvider.ClientId, "42", TokenKey.DefaultAccount);

    private static IEnumerable<TestCaseData> Rows() =>
        from line in Repository.Read("OAuthClient.Tests/Refresh/reports.txt").Split('\n')
        where line.Length > 0 && line[0] != '#'
        let parts = line.Split(" | ", 5)
        select new TestCaseData(parts[0], parts[1], parts[2], new Answer(parts[3], parts[4]));

    /// <summary>An answer of the provider.</summary>
    public sealed record Answer(string Status, string Body)
    {
        public HttpResponseMessage ToResponse() =>
            new((HttpStatusCode)int.Parse(Status, CultureInfo.InvariantCulture)) { Content = new StringContent(Body) };
    }

    [TestCaseSource(nameof(Rows))]
    public async Task A_reported_answer_has_the_right_effect(string outcome, string thread, string word, Answer answer)
    {
        var calls = 0;
        var setup = new DanceSetup(
            options: options => options with
            {
                Http = new EndpointStub(options.Http!, "/api/me", _ => ++calls == 1 ? answer.ToResponse() : null),
            },
            provider: value => value with { Refresh = RulesFor(outcome, word, answer) });
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        if (outcome == "expired")
        {
            setup.Time.Advance(TimeSpan.FromMinutes(1));
            Assert.That(await setup.Dance.Session("42").Request("me").GetStringAsync(), Does.Contain("anna"), thread);
            return;
        }
        setup.Provider.TokenAnswer = _ => answer.ToResponse();
        setup.Time.Advance(TimeSpan.FromHours(2));
        var failure = await Assert.CatchAsync<OAuthException>(
            async () => await setup.Dance.Session("42").GetTokenAsync());
        var kept = (await setup.Tokens.GetAsync(Key))?.Token.RefreshToken.Reveal();
        Assert.That(Describe(failure!, kept), Is.EqualTo(outcome), thread);
        Assert.That(setup.Errors, Has.Count.EqualTo(1), thread);
    }

    private static RefreshRules RulesFor(string outcome, string word, Answer answer) => (outcome, word) switch
    {
        (_, None) => RefreshRules.Default,
        ("expired", _) => new()
        {
            ExpiredTokenAnswers = [new(int.Parse(answer.Status, CultureInfo.InvariantCulture), word)],
        },
        ("later", _) => new() { LaterErrors = [word] },
        _ => new() { DeadTokenErrors = [word] },
    };

    private static string Describe(OAuthException failure, string? refreshToken) => failure.Error.Code switch
    {
        OAuthErrorCode.RefreshRejected when refreshToken is null => "dead",
        OAuthErrorCode.RefreshRefused => "refused",
        OAuthErrorCode.EndpointBusy => "later",
        _ when refreshToken == "rt-new" => "rescued",
        OAuthErrorCode.ProviderError => "client",
        var other => other,
    };
}
