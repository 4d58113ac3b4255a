using OAuthClient.OAuth1;

namespace OAuthClient.Tests.Presets;

/// <summary>Each quirk of an OAuth 1 provider that a preset has, on the wire, at a provider that cannot do without it.</summary>
public class OAuth1QuirkTests
{
    private const string Plain = "oauth_token=t&oauth_token_secret=s";

    private static readonly string Callback = $"oauth_callback={Uri.EscapeDataString(WireStage.Callback)}";

    // No preset needs it; SignedCallTests show it.
    private static readonly string[] OfNoPreset = ["sends_body_hash"];

    private static readonly QuirkCase[] Cases =
    [
        new("sends_version", "evernote", quirks => quirks with { SendsVersion = false }) { Token = "oauth_version=\"1.0\"" },
        new("denial_verifier", "jira", quirks => quirks with { DenialVerifier = null }) { Returns = "oauth_token=t&oauth_verifier=denied", Outcome = OAuthOutcomeKind.Denied },
        new("no_verifier_is_denial", "netsuite", quirks => quirks with { NoVerifierIsDenial = false }) { Returns = "oauth_token=t&oauth_verifier=", Outcome = OAuthOutcomeKind.Denied },
        new("callback_in_login", "garmin", quirks => quirks with { CallbackInLogin = false }) { Login = Callback },
        new("no_verifier", "tripit", quirks => quirks with { NoVerifier = false }) { Returns = "oauth_token=t", Answer = Plain },
    ];

    private static IEnumerable<string> Denying => ["bitbucketserver", "jira"];

    [TestCaseSource(nameof(Cases))]
    public async Task A_provider_that_demands_it_gets_it(QuirkCase quirk) => Assert.That(await quirk.IsMetAsync(quirks => quirks), Is.True);

    [TestCaseSource(nameof(Cases))]
    public async Task Without_it_the_provider_does_not_get_what_it_demands(QuirkCase quirk) => Assert.That(await quirk.IsMetAsync(quirk.Without), Is.False);

    [Test]
    public void Every_quirk_has_its_case() => Assert.That(Cases.Select(quirk => quirk.Quirk), Is.EquivalentTo(PresetValueTests.OAuth1QuirkNames.Except(OfNoPreset)));

    [TestCaseSource(nameof(Denying))]
    public async Task A_denial_that_comes_as_a_verifier_asks_for_no_token(string preset)
    {
        var stage = new WireStage { Answer = $"{Plain}&oauth_callback_confirmed=true", Returns = "oauth_token=t&oauth_verifier=denied" };
        await stage.LoginAsync(ProvidersFile.Ready(preset));
        Assert.That(stage.Token, Is.Empty);
    }

    [Test]
    public async Task A_login_without_a_verifier_needs_the_word_for_it()
    {
        var stage = new WireStage { Answer = $"{Plain}&oauth_callback_confirmed=true", Returns = "oauth_token=t" };
        var outcome = await stage.LoginAsync(ProvidersFile.Ready("tripit") with { Allow = Insecure.Nothing });
        Assert.That((outcome.Kind, outcome.Error!.Code), Is.EqualTo((OAuthOutcomeKind.Refused, OAuthErrorCode.ResponseInvalid)));
    }

    [Test]
    public async Task A_login_without_a_verifier_sends_none()
    {
        var stage = new WireStage { Answer = Plain, Returns = "oauth_token=t" };
        await stage.LoginAsync(ProvidersFile.Ready("tripit"));
        Assert.That(string.Concat(stage.Token), Does.Contain("oauth_token=").And.Not.Contain("oauth_verifier"));
    }

    public sealed record QuirkCase(string Quirk, string Preset, Func<OAuth1Quirks, OAuth1Quirks> Without)
    {
        public string Returns { get; init; } = "oauth_token=t&oauth_verifier=v";

        public string Answer { get; init; } = $"{Plain}&oauth_callback_confirmed=true";

        public OAuthOutcomeKind Outcome { get; init; } = OAuthOutcomeKind.Stored;

        public string Login { get; init; } = "oauth_token=t";

        public string Token { get; init; } = "";

        internal async Task<bool> IsMetAsync(Func<OAuth1Quirks, OAuth1Quirks> quirks)
        {
            var stage = new WireStage { Returns = Returns, Answer = Answer };
            var preset = (OAuth1Provider)ProvidersFile.Ready(Preset);
            var outcome = await stage.LoginAsync(preset with { Quirks = quirks(preset.Quirks) });
            return outcome.Kind == Outcome && stage.Authorization.Contains(Login) && string.Join('\n', stage.Token).Contains(Token, StringComparison.Ordinal);
        }

        public override string ToString() => $"{Quirk} of {Preset}";
    }
}
