using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Flurl.Http;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Fuzz;

/// <summary>
/// Runs random logins and sends random callbacks to them: a hundred thousand callbacks, or the number in the
/// environment variable OAUTH_FUZZ. A failing login reports its random seed. The environment variable OAUTH_FUZZ_SEED
/// runs only the login with the given seed.
/// </summary>
[NonParallelizable]
public class FuzzedCallbackTests
{
    private const int DefaultCallbackCount = 100_000;

    private const int CallbacksPerLogin = 12;

    // This number is less than CallbacksPerLogin, because some logins do not begin and receive no callbacks.
    private const int ExpectedCallbacksPerLogin = 8;

    private const string NoError = "no error";

    private const int FirstSeed = 20_260_101;

    private static readonly string[] AllCodes =
    [
        .. typeof(OAuthErrorCode).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!),
    ];

    // Error codes of extensions, which no random login has, of a refused refresh, of grants, and of discovery.
    private static readonly string[] CodesOfOtherTests =
    [
        OAuthErrorCode.ExtensionFailed, OAuthErrorCode.ExtensionParameterReserved, OAuthErrorCode.RefreshRefused,
        OAuthErrorCode.LoginTooLarge, OAuthErrorCode.ExpiredToken, OAuthErrorCode.GrantFailed,
        OAuthErrorCode.GrantAnswerInvalid, OAuthErrorCode.IntrospectionInvalid, OAuthErrorCode.MetadataMissing,
        OAuthErrorCode.MetadataInvalid, OAuthErrorCode.IssuerMismatch, OAuthErrorCode.AddressRefused,
        OAuthErrorCode.RegistrationInvalid,
    ];

    // Error codes of API calls. No login fails with these codes.
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
        {
            await RunLoginAsync(seed, reached);
        }
        else
        {
            var logins = count / ExpectedCallbacksPerLogin;
            await Parallel.ForAsync(
                0, logins, async (number, _) => await RunLoginAsync(FirstSeed + number, reached));
        }
        await ReachSessionCodesAsync(reached);
        foreach (var (code, times) in reached.OrderBy(pair => pair.Value))
            await TestContext.Out.WriteLineAsync($"{times,8} {code}");
        if (ReadNumber("OAUTH_FUZZ_SEED") is not null)
            return;
        Assert.That(
            reached.Values.Sum(),
            Is.GreaterThan(count + (count / ExpectedCallbacksPerLogin)),
            "callbacks and begins");
        Assert.That(
            reached.Keys.Except([NoError]),
            Is.EquivalentTo(AllCodes.Except(CodesOfOtherTests)),
            "every error code is reached, and no unknown code");
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
            var run = new RandomLogin(random);
            var login = await run.Dance.BeginAsync(run.User, run.CreateBeginOptions());
            Assert.That(login.IsBegun, Is.EqualTo(login.Error is null), $"{login.Error}");
            reached.AddOrUpdate(login.Error?.Code ?? NoError, 1, (_, times) => times + 1);
            Check(run, login.Error, login.Response, Canary.Texts(login));
            if (!login.IsBegun || run.Setup.Recorder.SavedDances.IsEmpty)
                return;
            var real = await run.AuthorizeAsync(login);
            var earlier = new HashSet<OAuthOutcome>(ReferenceEqualityComparer.Instance);
            for (var number = 0; number < CallbacksPerLogin; number++)
            {
                step = $"callback {number}";
                var errors = run.Setup.Errors.Count;
                var outcome = await run.SendCallbackAsync(real);
                var hasToken = outcome.Kind is OAuthOutcomeKind.Stored or OAuthOutcomeKind.NotStored;
                Assert.That(hasToken, Is.EqualTo(outcome.Error is null), $"{outcome.Error}");
                reached.AddOrUpdate(outcome.Error?.Code ?? NoError, 1, (_, times) => times + 1);
                Check(run, outcome.Error, outcome.Response, Canary.Texts(outcome));
                var isNew = earlier.Add(outcome) && outcome.Error is not null and not { Code: OAuthErrorCode.Prefetch };
                Assert.That(
                    run.Setup.Errors,
                    Has.Count.EqualTo(errors + (isNew ? 1 : 0)),
                    "one oauth_error for each failure, none for a repeated outcome");
                Assert.That(
                    run.Setup.TokenRequestCount,
                    Is.LessThanOrEqualTo(run.Setup.Provider.Misbehave == Misbehavior.WrongClock ? 2 : 1),
                    "a code is sent once, unless the clock was wrong");
            }
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException(
                $"OAUTH_FUZZ_SEED={seed}, {step}: {failure.GetType().Name}: {failure.Message}", failure);
        }
    }

    private static void Check(RandomLogin run, OAuthError? error, OAuthResponse response, IEnumerable<string?> texts)
    {
        if (error is not null && !AllCodes.Contains(error.Code))
            throw new InvalidOperationException($"unknown code: {error}");
        if (response.Headers.Values.Any(value => value.Any(letter => letter is < ' ' or > '~')))
            throw new InvalidOperationException($"invalid header: {response}");
        if (run.UnexpectedException is not null)
            throw run.UnexpectedException;
        var recorder = run.Setup.Recorder;
        var ofDances = recorder.SavedDances.SelectMany(dance => new[] { dance.TokenRequestSecret.Reveal(), dance.Id });
        var ofTokens = recorder.StoredTokens.Select(token => token.AccessToken.Reveal());
        var shown = string.Concat(texts);
        foreach (var secret in Canary.ClientSecrets.Concat(ofDances).Concat(ofTokens))
        {
            if (secret.Length > 12 && shown.Contains(secret, StringComparison.Ordinal))
                throw new InvalidOperationException($"a secret is shown: {shown}");
        }
    }

    private static async Task ReachSessionCodesAsync(ConcurrentDictionary<string, int> reached)
    {
        var setup = new DanceSetup();
        var refused = Assert.Throws<OAuthException>(() => setup.Dance.Session("42").Request("https://evil.example/"))!;
        var failed = await Assert.CatchAsync<FlurlHttpException>(
            () => setup.Dance.Session("42").Request("me").GetAsync());
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
        var rejected = await Assert.CatchAsync<OAuthException>(
            async () => await setup.Dance.Session("42").GetTokenAsync());
        foreach (var exception in new[] { refused, (OAuthException)failed!.InnerException!, unrepeatable!, rejected! })
            reached[exception.Error.Code] = 1;
    }

    private static int? ReadNumber(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
