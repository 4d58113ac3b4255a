using OAuthClient.Testing;

namespace OAuthClient.Tests.Login;

/// <summary>
/// Logins at a provider that misbehaves as real providers do. The error of each login describes the misbehavior to the
/// developer.
/// </summary>
public class ProviderMisbehaviorTests
{
    private static readonly Misbehavior[] CoveredElsewhere =
    [
        Misbehavior.None, Misbehavior.NoTokenType, Misbehavior.FormEncodedAnswer, Misbehavior.JsonEncodedAnswer,
        Misbehavior.NoRequestUri, Misbehavior.CallbackNotConfirmed, Misbehavior.WrongClock,
        Misbehavior.DeniesByVerifier, Misbehavior.DeniesWithoutVerifier, Misbehavior.DeniesByProblem,
        Misbehavior.DeniesByProblemAlone, Misbehavior.DeniesByError, Misbehavior.DeniesByErrorAlone,
        Misbehavior.ErrorBesideVerifier, Misbehavior.FlagInAnswer, Misbehavior.ConfirmsInCapitals,
        Misbehavior.EchoesBaseString, Misbehavior.StrictNonces, Misbehavior.RefusesSessionHandle,
        Misbehavior.OddDescription, Misbehavior.OddParameters, Misbehavior.NumberedError,
        Misbehavior.LoginRequired, Misbehavior.RenamedCode, Misbehavior.RefusesPkce, Misbehavior.HexCodeChallenge,
        .. Enum.GetValues<Misbehavior>().Where(word => word > Misbehavior.HexCodeChallenge),
    ];

    private const string Token = "token";
    private const string Authorization = "authorize";
    private const string NoEndpoint = "";

    /// <summary>
    /// The expected error of a login. The error's texts must contain <c>Excerpt</c> and <c>Hint</c>; null means that
    /// the error has no such text.
    /// </summary>
    public sealed record Expected(string Code, string Endpoint = Token, string? Words = null, int? Status = 200)
    {
        public string? Excerpt { get; init; }

        public string? Hint { get; init; }

        public override string ToString() => Code;
    }

    [TestCaseSource(nameof(Failures))]
    public async Task A_misbehaving_provider_causes_an_outcome_that_describes_the_error(
        Misbehavior misbehavior, Protocol protocol, Expected expected)
    {
        var setup = new DanceSetup(protocol);
        setup.Provider.Misbehave = misbehavior;
        var outcome = await setup.LoginAsync("42");
        var error = outcome.Error!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                outcome.Kind,
                Is.EqualTo(
                    expected.Endpoint == NoEndpoint ? OAuthOutcomeKind.Refused : OAuthOutcomeKind.ProviderFailed));
            Assert.That(
                (error.Code, error.ProviderError, error.Status),
                Is.EqualTo((expected.Code, expected.Words, expected.Status)));
            Assert.That(error.Endpoint, Is.EqualTo(Endpoint(setup, protocol, expected.Endpoint)));
            Assert.That(error.Excerpt, expected.Excerpt is null ? Is.Null : Does.Contain(expected.Excerpt));
            Assert.That(error.Hint, expected.Hint is null ? Is.Null : Does.Contain(expected.Hint));
            Assert.That(setup.SentSignals, Is.EqualTo(new[] { "before_login", $"error {expected.Code}" }));
            Assert.That(
                (setup.Tokens.Count, setup.TokenRequestCount),
                Is.EqualTo((0, expected.Endpoint == Token ? 1 : 0)),
                "one token request, and nothing stored");
            Assert.That(
                setup.Provider.CountCalls(PretendEndpoint.Unknown),
                Is.Zero,
                "no request to an unknown endpoint");
            Assert.That(outcome.Response.Status, Is.EqualTo(expected.Endpoint == NoEndpoint ? 400 : 502));
        }
    }

    [TestCase(Misbehavior.NoTokenType)]
    [TestCase(Misbehavior.FormEncodedAnswer)]
    public async Task A_harmless_quirk_is_no_failure(Misbehavior quirk)
    {
        var setup = new DanceSetup();
        setup.Provider.Misbehave = quirk;
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        var token = await setup.Dance.Session("42").GetTokenAsync();
        Assert.That(
            (token!.TokenType!.ToUpperInvariant(), token.ExpiresAt),
            Is.EqualTo(("BEARER", (DateTimeOffset?)setup.Time.GetUtcNow().AddHours(1))));
    }

    [Test]
    public void Every_misbehavior_is_covered() =>
        Assert.That(
            Failures().Select(row => (Misbehavior)row.Arguments[0]!).Union(CoveredElsewhere),
            Is.EquivalentTo(Enum.GetValues<Misbehavior>()));

    [Test]
    public async Task An_unreachable_token_endpoint_is_an_outcome()
    {
        using var http = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        var setup = new DanceSetup(
            options: options => options with { Http = http },
            provider: provider => provider with
            {
                TokenEndpoint = "http://127.0.0.1:1/token?key=of-the-query",
                Allow = Insecure.LoopbackHttp,
            });
        AssertUnreachable(setup, (await setup.LoginAsync("42")).Error, "before_login");
    }

    [Test]
    public async Task An_unreachable_temporary_credential_endpoint_is_an_outcome()
    {
        using var http = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        var setup = new DanceSetup();
        var provider = setup.Provider.OAuth1 with
        {
            TemporaryCredentialEndpoint = "http://127.0.0.1:1/token?key=of-the-query",
            Allow = Insecure.LoopbackHttp,
        };
        var dance = new OAuthDance(provider, DanceSetup.RedirectUri, setup.Options with { Http = http });
        var login = await dance.BeginAsync("42");
        Assert.That((login.IsBegun, login.Response.Location), Is.EqualTo((false, (string?)null)));
        AssertUnreachable(setup, login.Error);
    }

    private static void AssertUnreachable(DanceSetup setup, OAuthError? error, params string[] signalsBefore)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (error?.Code, error?.Endpoint, error?.Status),
                Is.EqualTo((OAuthErrorCode.EndpointUnreachable, "http://127.0.0.1:1/token", (int?)null)));
            Assert.That(error?.Hint, Does.Contain("address"));
            Assert.That(error?.Message, Does.Contain("refused").IgnoreCase);
            Assert.That(setup.SentSignals, Is.EqualTo([.. signalsBefore, "error endpoint_unreachable"]));
            Assert.That(setup.Tokens.Count, Is.Zero);
        }
    }

    private static IEnumerable<TestCaseData> Failures()
    {
        foreach (var protocol in Enum.GetValues<Protocol>())
        {
            var oauth2 = protocol == Protocol.OAuth2;
            TestCaseData Row(Misbehavior misbehavior, Expected expected) =>
                new TestCaseData(misbehavior, protocol, expected).SetArgDisplayNames(
                    misbehavior.ToString(), protocol.ToString(), expected.Code);
            yield return Row(
                Misbehavior.WrongState,
                new(oauth2 ? "state_unknown" : "request_token_unknown", NoEndpoint, Status: null)
                {
                    Hint = "begun on a machine",
                });
            yield return Row(Misbehavior.RepeatedParameters, new("parameter_repeated", NoEndpoint, Status: null));
            yield return Row(
                Misbehavior.CallbackError,
                new(
                    "provider_error",
                    Authorization,
                    oauth2 ? "server_error" : "additional_authorization_required",
                    Status: null)
                {
                    Hint = oauth2 ? "Try again later" : "did the user allow it",
                });
            yield return Row(
                Misbehavior.ErrorWith200,
                new("provider_error", Words: "bad_verification_code")
                {
                    Excerpt = "incorrect or expired",
                    Hint = "begin again",
                });
            yield return Row(
                Misbehavior.ErrorWith400,
                new("provider_error", Words: "invalid_grant", Status: 400)
                {
                    Excerpt = "invalid_grant",
                    Hint = "begin again",
                });
            yield return Row(
                Misbehavior.HtmlWith500,
                new("endpoint_http", Status: 500) { Excerpt = "Something went wrong", Hint = "Try again later" });
            yield return Row(
                Misbehavior.HtmlWith200,
                new("answer_unreadable") { Excerpt = "Please log in", Hint = "the right address" });
            yield return Row(
                Misbehavior.EmptyAnswer, new("answer_unreadable") { Excerpt = "(empty)", Hint = "the right address" });
            yield return Row(
                Misbehavior.TruncatedAnswer,
                new("answer_unreadable") { Excerpt = "access_token", Hint = "the right address" });
            yield return Row(Misbehavior.OversizedAnswer, new("answer_too_large") { Hint = "the right address" });
            yield return Row(
                Misbehavior.NoToken,
                new("token_missing")
                {
                    Excerpt = oauth2 ? "expires_in" : "user_id",
                    Hint = oauth2 ? "TokenEnvelope" : "this leg",
                });
            yield return Row(
                Misbehavior.EchoesSecrets,
                new("provider_error", Words: "invalid_grant", Status: 400) { Excerpt = "***", Hint = "begin again" });
            yield return Row(
                Misbehavior.RedirectsToken, new("endpoint_redirected", Status: 307) { Hint = "where it really is" });
            yield return Row(Misbehavior.Slow, new("endpoint_timeout", Status: null) { Hint = "EndpointTimeout" });
            if (!oauth2)
                continue;
            yield return Row(
                Misbehavior.UnknownTokenType, new("token_type_unsupported") { Excerpt = "mac", Hint = "BearerTypes" });
            yield return Row(
                Misbehavior.NoState, new("state_missing", NoEndpoint, Status: null) { Hint = "returns what was sent" });
            yield return Row(Misbehavior.NoIssuer, new("iss_missing", NoEndpoint, Status: null));
            yield return Row(
                Misbehavior.WrongIssuer, new("iss_mismatch", NoEndpoint, Status: null) { Hint = "to the letter" });
            yield return Row(
                Misbehavior.OnlyPlainPkce,
                new("provider_error", Authorization, "invalid_request", Status: null)
                {
                    Hint = "Something is missing",
                });
            yield return Row(
                Misbehavior.ErrorWithoutState,
                new("state_missing", NoEndpoint, Status: null)
                {
                    Hint = "unverified: 'unauthorized_client: the client is not known here'",
                });
            yield return Row(
                Misbehavior.InstallationCallback,
                new("login_begun_elsewhere", NoEndpoint, Status: null) { Hint = "BeginAsync" });
            yield return Row(
                Misbehavior.RawBasicOnly,
                new("provider_error", Words: "invalid_client", Status: 401)
                {
                    Excerpt = "unknown client",
                    Hint = "ClientSecret",
                });
        }
    }

    private static string? Endpoint(DanceSetup setup, Protocol protocol, string endpoint) => endpoint == NoEndpoint
        ? null
        : $"{setup.Provider.BaseUrl}/{(protocol == Protocol.OAuth1 ? "oauth1/" : "")}{endpoint}";
}
