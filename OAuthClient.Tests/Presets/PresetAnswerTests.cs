using System.Net;

namespace OAuthClient.Tests.Presets;

/// <summary>
/// The presets of the folder <c>Answers</c>, each against the answers of its provider: a login, a refresh, a dead
/// refresh token, an outage, an expired access token and a sign-out.
/// </summary>
public class PresetAnswerTests
{
    private static readonly TimeSpan Rest = TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1);

    private static IEnumerable<string> Logins => ProviderAnswers.Names;

    private static IEnumerable<string> Refreshes => Names(answers => answers.Refresh);

    private static IEnumerable<TestCaseData> DeadTokens => Cases(answers => answers.Dead);

    private static IEnumerable<TestCaseData> Outages => Cases(answers => [.. answers.Later, .. answers.Refused]);

    // A live token is renewed before its end, so it does not outlive an outage.
    private static IEnumerable<TestCaseData> RecoverableOutages =>
        Cases(answers => answers.Exchange is null ? [.. answers.Later, .. answers.Refused] : []);

    private static IEnumerable<TestCaseData> ExpiredTokens => Cases(answers => answers.ApiExpired);

    private static IEnumerable<TestCaseData> EndedTokens => Cases(answers => answers.ApiDead);

    private static IEnumerable<string> Revocations => Names(answers => answers.Revocation);

    private static async Task<ProviderScript> LoggedInAsync(string name)
    {
        var script = new ProviderScript(ProviderAnswers.Read(name));
        var outcome = await script.LoginAsync();
        Assert.That((outcome.Kind, outcome.Error), Is.EqualTo((OAuthOutcomeKind.Stored, (OAuthError?)null)));
        return script;
    }

    private static async Task<ProviderScript> ExpiredAsync(string name)
    {
        var script = await LoggedInAsync(name);
        await script.AgeAsync();
        return script;
    }

    private static async Task<ExpectedToken?> ReadAsync(ProviderScript script) =>
        await script.ReadAsync() is { } token ? ExpectedToken.From(token) : null;

    private static IEnumerable<string> Unmet(ProviderAnswer answer, IEnumerable<IReadOnlyList<string>> requests) =>
        OAuth2QuirkCase.FindUnmet(answer.Request, requests.Last());

    [TestCaseSource(nameof(Logins))]
    public async Task A_login_is_requested_and_read_as_the_provider_has_it(string name)
    {
        var answers = ProviderAnswers.Read(name);
        var script = await LoggedInAsync(name);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Unmet(answers.Code, script.Requests("code")), Is.Empty, "the code request");
            if (answers.Exchange is { } exchange)
                Assert.That(Unmet(exchange, script.Requests("exchange")), Is.Empty, "the exchange");
            Assert.That(await ReadAsync(script), Is.EqualTo((answers.Exchange ?? answers.Code).Token));
        }
    }

    [TestCaseSource(nameof(Refreshes))]
    public async Task A_refresh_is_requested_and_read_as_the_provider_has_it(string name)
    {
        var refresh = ProviderAnswers.Read(name).Refresh!;
        var script = await ExpiredAsync(name);
        using var answer = await script.CallAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(script.Requests("refresh").Count(), Is.EqualTo(1));
            Assert.That(Unmet(refresh, script.Requests("refresh")), Is.Empty);
            Assert.That(await ReadAsync(script), Is.EqualTo(refresh.Token));
        }
    }

    [TestCaseSource(nameof(DeadTokens))]
    public async Task A_dead_refresh_token_ends_the_login_and_is_announced_once(string name, int index)
    {
        var script = await ExpiredAsync(name);
        script.RefreshAnswer = ProviderAnswers.Read(name).Dead[index];
        Assert.That(() => script.CallAsync(), Throws.TypeOf<AuthorizationRequiredException>());
        script.Time.Advance(Rest);
        Assert.That(() => script.CallAsync(), Throws.TypeOf<AuthorizationRequiredException>());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(script.Errors, Is.EqualTo(new[] { OAuthErrorCode.RefreshRejected }));
            Assert.That(script.Requests("refresh").Count(), Is.EqualTo(1));
            Assert.That(await script.Session.IsAuthorizedAsync(), Is.False);
        }
    }

    [TestCaseSource(nameof(Outages))]
    public async Task An_answer_that_ends_no_login_keeps_the_refresh_token(string name, int index)
    {
        var answers = ProviderAnswers.Read(name);
        var script = await ExpiredAsync(name);
        script.RefreshAnswer = answers.Later.Concat(answers.Refused).ElementAt(index);
        await CallInVainAsync(script);
        Assert.That(script.Requests("refresh"), Is.Not.Empty);
        Assert.That(
            (await ReadAsync(script))?.AccessToken,
            Is.EqualTo((answers.Exchange ?? answers.Code).Token!.AccessToken));
        Assert.That(script.Errors, Has.None.EqualTo(OAuthErrorCode.RefreshRejected));
    }

    [TestCaseSource(nameof(RecoverableOutages))]
    public async Task A_refresh_succeeds_after_an_answer_that_ends_no_login(string name, int index)
    {
        var answers = ProviderAnswers.Read(name);
        var script = await ExpiredAsync(name);
        script.RefreshAnswer = answers.Later.Concat(answers.Refused).ElementAt(index);
        await CallInVainAsync(script);
        script.RefreshAnswer = answers.Refresh;
        script.Time.Advance(Rest);
        using var answer = await script.CallAsync();
        Assert.That(await ReadAsync(script), Is.EqualTo(answers.Refresh!.Token));
    }

    [TestCaseSource(nameof(ExpiredTokens))]
    public async Task An_API_answer_that_means_expired_brings_a_refresh(string name, int index)
    {
        var answers = ProviderAnswers.Read(name);
        var script = await LoggedInAsync(name);
        script.OldTokenAnswer = answers.ApiExpired[index];
        script.Time.Advance(answers.Exchange is null ? TimeSpan.FromMinutes(5) : TimeSpan.FromDays(2));
        using var answer = await script.CallAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await ReadAsync(script), Is.EqualTo(answers.Refresh!.Token));
    }

    [TestCaseSource(nameof(EndedTokens))]
    public async Task A_token_that_cannot_be_refreshed_asks_for_a_login_once_it_has_ended(string name, int index)
    {
        var ended = ProviderAnswers.Read(name).ApiDead[index];
        var script = await LoggedInAsync(name);
        script.OldTokenAnswer = ended;
        using var answer = await script.CallAsync();
        Assert.That((int)answer.StatusCode, Is.EqualTo(ended.Status));
        await script.AgeAsync(beyondEnd: true);
        Assert.That(() => script.CallAsync(), Throws.TypeOf<AuthorizationRequiredException>());
    }

    [TestCaseSource(nameof(Revocations))]
    public async Task A_sign_out_revokes_as_the_provider_has_it(string name)
    {
        var revocation = ProviderAnswers.Read(name).Revocation!;
        var script = await LoggedInAsync(name);
        Assert.That(await script.Session.SignOutAsync(), Is.Null);
        Assert.That(
            script.Requests("other").Select(lines => OAuth2QuirkCase.FindUnmet(revocation.Request, lines)),
            Has.Some.Empty);
    }

    [TestCaseSource(typeof(ProviderAnswers), nameof(ProviderAnswers.Names))]
    public void Every_answer_names_its_source(string name)
    {
        var answers = ProviderAnswers.Read(name);
        Assert.That(answers.All.Select(answer => answer.Source), Has.All.Not.Empty);
        Assert.That(name.Split('-')[0], Is.EqualTo(answers.Preset));
    }

    private static async Task CallInVainAsync(ProviderScript script)
    {
        try
        {
            using var answer = await script.CallAsync();
        }
        catch (OAuthException refused) when (refused.Error.Code != OAuthErrorCode.RefreshRejected) { }
    }

    private static IEnumerable<string> Names(Func<ProviderAnswers, ProviderAnswer?> choose) =>
        ProviderAnswers.Names.Where(name => choose(ProviderAnswers.Read(name)) is not null);

    private static IEnumerable<TestCaseData> Cases(Func<ProviderAnswers, IReadOnlyList<ProviderAnswer>> choose) =>
        from name in ProviderAnswers.Names
        let answers = choose(ProviderAnswers.Read(name))
        from index in Enumerable.Range(0, answers.Count)
        select new TestCaseData(name, index).SetArgDisplayNames(name, $"{answers[index].Status} {index}");
}
