using OAuthClient.OAuth1;
using OAuthClient.Presets;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Presets;

/// <summary>The presets offer the options of Flask-Dance 7.1's presets, without Flask-Dance's defects.</summary>
public class FlaskDanceDefectTests
{
    // The presets of Flask-Dance and their options, under the names in this library: Flask-Dance's hostname is called
    // host, is_sandbox is sandbox, and base_url is api_host. For Jira, base_url is host and rsa_key is
    // SignatureMethod.
    private static readonly Dictionary<string, string[]> OptionsInFlaskDance = new()
    {
        ["atlassian"] = ["reprompt_consent"],
        ["authentiq"] = ["host"],
        ["azure"] = ["tenant", "prompt", "domain_hint", "login_hint"],
        ["dexcom"] = ["api_host"],
        ["digitalocean"] = [],
        ["discord"] = ["prompt"],
        ["dropbox"] = ["offline", "force_reapprove", "disable_signup", "require_role"],
        ["facebook"] = ["rerequest_declined_permissions"],
        ["fitbit"] = [],
        ["github"] = [],
        ["gitlab"] = ["host"],
        ["google"] = ["offline", "reprompt_consent", "reprompt_select_account", "hosted_domain"],
        ["heroku"] = ["api_version"],
        ["jira"] = ["host"],
        ["linkedin"] = [],
        ["meetup"] = [],
        ["nylas"] = [],
        ["orcid"] = ["sandbox"],
        ["osm"] = [],
        ["reddit"] = ["permanent", "user_agent"],
        ["salesforce"] = ["reprompt_consent", "host", "sandbox"],
        ["slack"] = ["subdomain"],
        ["spotify"] = [],
        ["strava"] = ["user_agent"],
        ["twitch"] = [],
        ["zoho"] = ["offline", "reprompt_consent"],
    };

    private static IEnumerable<string> PresetNames => OptionsInFlaskDance.Keys;

    [Test]
    public void All_26_presets_of_Flask_Dance_exist() => Assert.That(
        (OptionsInFlaskDance.Count, OptionsInFlaskDance.Keys.Except(Providers.Names)),
        Is.EqualTo((26, Array.Empty<string>())));

    [TestCaseSource(nameof(PresetNames))]
    public void The_options_of_a_Flask_Dance_preset_exist(string preset) => Assert.That(
        ProvidersFile.OptionsOf(preset).Select(option => option.Name),
        Is.SupersetOf(OptionsInFlaskDance[preset]));

    [Test]
    public void The_prompt_none_of_Discord_is_kept() =>
        Assert.That(Providers.Discord.With("prompt", "none").AuthorizationParameters["prompt"], Is.EqualTo("none"));

    [Test]
    public void The_API_of_DigitalOcean_is_not_the_host_of_its_login() =>
        Assert.That(Providers.DigitalOcean.ApiBaseUrl, Is.EqualTo("https://api.digitalocean.com/v2/"));

    [Test]
    public void The_scopes_of_DigitalOcean_are_a_list() =>
        Assert.That((Providers.DigitalOcean with { Scopes = ["read", "write"] }).ScopeJoiner, Is.EqualTo(" "));

    [Test]
    public void GitLab_has_no_option_to_skip_certificate_verification() =>
        Assert.That(() => Providers.GitLab.With("verify_tls_certificates", "false"), Throws.ArgumentException);

    [Test]
    public void The_user_agent_option_of_Strava_sets_the_User_Agent_header() =>
        Assert.That(Providers.Strava.With("user_agent", "mine/1").ApiHeaders["User-Agent"], Is.EqualTo("mine/1"));

    [Test]
    public void The_offline_option_of_Azure_adds_a_whole_scope()
    {
        var scopes = (Providers.Azure with { Scopes = ["api://x/not_offline_access"] }).With("offline").Scopes;
        Assert.That(scopes, Is.EqualTo(new[] { "api://x/not_offline_access", "offline_access" }));
    }

    [TestCase("google", "/o/oauth2/auth", "https://accounts.google.com/o/oauth2/token")]
    [TestCase("slack", "/oauth/authorize", "https://slack.com/api/oauth.access")]
    public void Outdated_endpoints_of_Flask_Dance_are_not_used(string preset, string path, string token)
    {
        var endpoints = Providers.Find(preset).Endpoints.Select(endpoint => endpoint.Url!).ToArray();
        Assert.That((new Uri(endpoints[0]).AbsolutePath, endpoints[1]), Is.Not.EqualTo((path, token)));
        Assert.That(endpoints, Has.None.EqualTo(token));
    }

    [Test]
    public void Jira_signs_with_the_given_key() =>
        Assert.That(
            SignatureMethod.RsaSha1(PretendProvider.ClientPrivateKey).Name,
            Is.EqualTo(Providers.Jira.SignatureMethod.Name));
}
