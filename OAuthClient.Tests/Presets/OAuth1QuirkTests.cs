using OAuthClient.OAuth1;

namespace OAuthClient.Tests.Presets;

/// <summary>HTTP requests with each OAuth 1 quirk of a preset, to a provider that depends on the quirk.</summary>
public class OAuth1QuirkTests
{
    private const string UnconfirmedRequestToken = "oauth_token=t&oauth_token_secret=s";

    private static readonly string EncodedCallbackParameter = $"oauth_callback={Uri.EscapeDataString(WireRecorder.RedirectUri)}";

    // Quirks that no preset needs are tested in SignedCallTests and DenialTests.
    private static readonly string[] QuirksOfNoPreset = ["sends_body_hash", "denial_errors"];

    private static readonly OAuth1QuirkCase[] Cases =
    [
        new("sends_version", "evernote", quirks => quirks with { SendsVersion = false })
        {
            Token = "oauth_version=\"1.0\"",
        },
        new("denial_verifier", "jira", quirks => quirks with { DenialVerifier = null })
        {
            CallbackParameters = "oauth_token=t&oauth_verifier=denied",
            Outcome = OAuthOutcomeKind.Denied,
        },
        new("no_verifier_is_denial", "netsuite", quirks => quirks with { NoVerifierIsDenial = false })
        {
            CallbackParameters = "oauth_token=t&oauth_verifier=",
            Outcome = OAuthOutcomeKind.Denied,
        },
        new("callback_in_login", "garmin", quirks => quirks with { CallbackInLogin = false })
        {
            Login = EncodedCallbackParameter,
        },
        new("no_verifier", "tripit", quirks => quirks with { NoVerifier = false })
        {
            CallbackParameters = "oauth_token=t",
            Answer = UnconfirmedRequestToken,
        },
    ];

    private static IEnumerable<string> PresetsWithDenialVerifier => ["bitbucketserver", "jira"];

    [TestCaseSource(nameof(Cases))]
    public async Task The_demands_of_a_provider_are_met_with_its_quirk(OAuth1QuirkCase quirk) =>
        Assert.That(await quirk.IsMetAsync(quirks => quirks), Is.True);

    [TestCaseSource(nameof(Cases))]
    public async Task The_demands_of_a_provider_are_not_met_without_its_quirk(OAuth1QuirkCase quirk) =>
        Assert.That(await quirk.IsMetAsync(quirk.WithoutQuirk), Is.False);

    [Test]
    public void Every_OAuth1_quirk_has_a_case() => Assert.That(
        Cases.Select(quirk => quirk.Quirk),
        Is.EquivalentTo(PresetValueTests.OAuth1QuirkNames.Except(QuirksOfNoPreset)));

    [TestCaseSource(nameof(PresetsWithDenialVerifier))]
    public async Task A_denial_sent_as_a_verifier_makes_no_token_request(string preset)
    {
        var recorder = new WireRecorder
        {
            TokenResponseBody = $"{UnconfirmedRequestToken}&oauth_callback_confirmed=true",
            CallbackParameters = "oauth_token=t&oauth_verifier=denied",
        };
        await recorder.LoginAsync(ProvidersFile.WithCredentials(preset));
        Assert.That(recorder.TokenRequestLines, Is.Empty);
    }

    [Test]
    public async Task A_login_without_a_verifier_needs_Insecure_UnconfirmedCallback()
    {
        var recorder = new WireRecorder
        {
            TokenResponseBody = $"{UnconfirmedRequestToken}&oauth_callback_confirmed=true",
            CallbackParameters = "oauth_token=t",
        };
        var outcome = await recorder.LoginAsync(ProvidersFile.WithCredentials("tripit") with { Allow = Insecure.None });
        Assert.That(
            (outcome.Kind, outcome.Error!.Code),
            Is.EqualTo((OAuthOutcomeKind.Refused, OAuthErrorCode.ResponseInvalid)));
    }

    [Test]
    public async Task A_login_without_a_verifier_sends_no_verifier()
    {
        var recorder = new WireRecorder { TokenResponseBody = UnconfirmedRequestToken, CallbackParameters = "oauth_token=t" };
        await recorder.LoginAsync(ProvidersFile.WithCredentials("tripit"));
        Assert.That(string.Concat(recorder.TokenRequestLines), Does.Contain("oauth_token=").And.Not.Contain("oauth_verifier"));
    }

    public sealed record OAuth1QuirkCase(string Quirk, string Preset, Func<OAuth1Quirks, OAuth1Quirks> WithoutQuirk)
    {
        public string CallbackParameters { get; init; } = "oauth_token=t&oauth_verifier=v";

        public string Answer { get; init; } = $"{UnconfirmedRequestToken}&oauth_callback_confirmed=true";

        public OAuthOutcomeKind Outcome { get; init; } = OAuthOutcomeKind.Stored;

        public string Login { get; init; } = "oauth_token=t";

        public string Token { get; init; } = "";

        internal async Task<bool> IsMetAsync(Func<OAuth1Quirks, OAuth1Quirks> quirks)
        {
            var recorder = new WireRecorder { CallbackParameters = CallbackParameters, TokenResponseBody = Answer };
            var preset = (OAuth1Provider)ProvidersFile.WithCredentials(Preset);
            var outcome = await recorder.LoginAsync(preset with { Quirks = quirks(preset.Quirks) });
            return outcome.Kind == Outcome && recorder.AuthorizationLines.Contains(Login)
                && string.Join('\n', recorder.TokenRequestLines).Contains(Token, StringComparison.Ordinal);
        }

        public override string ToString() => $"{Quirk} of {Preset}";
    }
}
