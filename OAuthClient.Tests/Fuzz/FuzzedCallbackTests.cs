using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Flurl.Http;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Fuzz;

/// <summary>
/// Logins and callbacks that nobody would bring, by the hundred thousand; by as many as the environment variable
/// OAUTH_FUZZ says. A failure
/// names its seed, and OAUTH_FUZZ_SEED runs that one scene.
/// </summary>
[NonParallelizable]
public class FuzzedCallbackTests
{
    private const int DefaultCallbackCount = 100_000;

    // Not every login begins.
    private const int CallbacksPerLogin = 12, ExpectedCallbacksPerLogin = 8;
    private const int FirstSeed = 20_260_101;

    private static readonly string[] AllCodes =
        [
            .. typeof(OAuthErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => (string)field.GetRawConstantValue()!),
        ];

    // A call of the API gives these, and no dance.
    private static readonly string[] SessionCodes =
    [
        OAuthErrorCode.AuthorizationRequired,
        OAuthErrorCode.TokenHostRefused,
        OAuthErrorCode.RefreshRejected,
        OAuthErrorCode.BodyNotRepeatable,
    ];

    [Test]
    public async Task T12_Every_random_callback_has_an_outcome_and_every_error_code_is_reached()
    {
        var reached = new ConcurrentDictionary<string, int>();
        var count = ReadNumber("OAUTH_FUZZ") ?? DefaultCallbackCount;
        if (ReadNumber("OAUTH_FUZZ_SEED") is { } seed)
            await RunLoginAsync(seed, reached);
        else
            await Parallel.ForAsync(
                0,
                count / ExpectedCallbacksPerLogin,
                async (number, _) => await RunLoginAsync(FirstSeed + number, reached));
        await ReachSessionCodesAsync(reached);
        await TestContext.Out.WriteLineAsync(string.Join(
            '\n', reached.OrderBy(pair => pair.Value).Select(pair => $"{pair.Value,8} {pair.Key}")));
        if (ReadNumber("OAUTH_FUZZ_SEED") is not null)
            return;
        Assert.That(
            reached.Values.Sum(),
            Is.GreaterThan(count + (count / ExpectedCallbacksPerLogin)),
            "callbacks and begins");
        Assert.That(
            reached.Keys.Except(["nothing wrong"]),
            Is.EquivalentTo(AllCodes),
            "every code is reached, and there is no other");
    }

    [Test]
    public void T12_Error_codes_are_unique_and_include_those_of_sessions() =>
        Assert.That(AllCodes, Is.SupersetOf(SessionCodes).And.Unique);

    private static async Task RunLoginAsync(int seed, ConcurrentDictionary<string, int> reached)
    {
        var random = new Random(seed);
        var step = "begin";
        try
        {
            var scene = new RandomLogin(random);
            var login = await scene.Dance.BeginAsync(scene.User, scene.CreateBeginOptions());
            Check(
                scene, login.Error, login.Response, Canary.Texts(login), login.IsBegun == login.Error is null, reached);
            if (!login.IsBegun || scene.Setup.Recorder.SavedDances.IsEmpty)
                return;
            var real = await scene.AuthorizeAsync(login);
            var earlier = new HashSet<OAuthOutcome>(ReferenceEqualityComparer.Instance);
            for (var number = 0; number < CallbacksPerLogin; number++)
            {
                step = $"callback {number}";
                var errors = scene.Setup.Errors.Count;
                var outcome = await scene.SendCallbackAsync(real);
                Check(
                    scene,
                    outcome.Error,
                    outcome.Response,
                    Canary.Texts(outcome),
                    outcome.Kind is OAuthOutcomeKind.Stored or OAuthOutcomeKind.NotStored == outcome.Error is null,
                    reached);
                var isNew = earlier.Add(outcome) && outcome.Error is not null and not { Code: OAuthErrorCode.Prefetch };
                Assert.That(
                    scene.Setup.Errors,
                    Has.Count.EqualTo(errors + (isNew ? 1 : 0)),
                    "one oauth_error for each failure, none for its replay");
                Assert.That(
                    scene.Setup.TokenRequestCount,
                    Is.LessThanOrEqualTo(scene.Setup.Provider.Misbehave == Misbehavior.WrongClock ? 2 : 1),
                    "a code is sent once, but for a clock that was off");
            }
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException(
                $"OAUTH_FUZZ_SEED={seed}, {step}: {failure.GetType().Name}: {failure.Message}", failure);
        }
    }

    private static void Check(
        RandomLogin scene, OAuthError? error, OAuthResponse response, IEnumerable<string?> texts, bool fits,
        ConcurrentDictionary<string, int> reached)
    {
        var code = error?.Code ?? "nothing wrong";
        reached.AddOrUpdate(code, 1, (_, count) => count + 1);
        if (!fits
            || (error is not null && !AllCodes.Contains(code))
            || response.Headers.Values.Any(value => value.Any(letter => letter is < ' ' or > '~')))
            throw new InvalidOperationException($"no outcome: {error} {response}");
        if (scene.UnexpectedException is not null)
            throw scene.UnexpectedException;
        var said = string.Concat(texts);
        foreach (var secret in Canary.ClientSecrets
            .Concat(scene.Setup.Recorder.SavedDances.SelectMany(dance => new[]
            {
                dance.TokenRequestSecret.Reveal(),
                dance.Id,
            }))
            .Concat(scene.Setup.Recorder.StoredTokens.Select(token => token.AccessToken.Reveal())))
        {
            if (secret.Length > 12 && said.Contains(secret, StringComparison.Ordinal))
                throw new InvalidOperationException($"a secret is told: {said}");
        }
    }

    private static async Task ReachSessionCodesAsync(ConcurrentDictionary<string, int> reached)
    {
        var setup = new DanceSetup();
        var refused = Assert.Throws<OAuthException>(() => setup.Dance.Session("42").Request("https://evil.example/"))!;
        var failed = await Assert.CatchAsync<FlurlHttpException>(() => setup.Dance
            .Session("42")
            .Request("me")
            .GetAsync());
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromMinutes(1));
        setup.Provider.EndAccessTokens();
        using var calls = new HttpClient(new OAuthClient.Http.OAuthHandler(setup.Dance.Session("42")));
        using var once = new StreamContent(new MemoryStream([1]));
        var unrepeatable = await Assert.CatchAsync<OAuthException>(() => calls.PostAsync(
            new Uri("https://pretend.example/api/me"), once));
        setup.Time.Advance(TimeSpan.FromHours(1));
        setup.Provider.TokenAnswer = _ => new(System.Net.HttpStatusCode.BadRequest)
        {
            Content = new StringContent("error=invalid_grant"),
        };
        var rejected = await Assert.CatchAsync<OAuthException>(async () => await setup.Dance
            .Session("42")
            .GetTokenAsync());
        foreach (var exception in new[] { refused, (OAuthException)failed!.InnerException!, unrepeatable!, rejected! })
            reached[exception.Error.Code] = 1;
    }

    private static int? ReadNumber(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
