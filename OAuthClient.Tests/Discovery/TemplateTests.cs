using OAuthClient.Discovery;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Discovery;

/// <summary>An issuer of many tenants has a document whose issuer is a template.</summary>
public class TemplateTests
{
    private const string Template = "https://login.example/{tenantid}/v2.0";
    private const string Common = "https://login.example/common/v2.0";
    private const string Tenant = "https://login.example/11f0-aa/v2.0";

    private static readonly DiscoveryOptions Options = new() { IssuerTemplate = Template };

    [Test]
    public void A_template_in_a_document_is_refused_unless_it_is_named()
    {
        var error = IssuerTests.Refuse(IssuerStub.Json(Template), Common);
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.IssuerMismatch));
        Assert.That(error.Hint, Does.Contain($"IssuerTemplate = \"{Template}\""));
    }

    [TestCase("https://login.example/{tenant}/v2.0")]
    [TestCase("https://login.example//v2.0")]
    [TestCase("https://login.example/a/b/v2.0")]
    [TestCase("https://login.example/../v2.0")]
    [TestCase("https://login.example/a%2Fb/v2.0")]
    [TestCase("https://login.example/a?b/v2.0")]
    [TestCase("https://evil.example/a/v2.0")]
    [TestCase("https://login.example/a/v2.0/")]
    public void A_document_whose_issuer_does_not_fit_the_template_is_refused(string issuer) => Assert.That(
        IssuerTests.Refuse(Document(issuer), Common, Options).Code, Is.EqualTo(OAuthErrorCode.IssuerMismatch));

    [TestCase(Template, null)]
    [TestCase(Tenant, Tenant)]
    [TestCase(Common, Common)]
    public void The_issuer_is_that_of_the_document_and_absent_for_a_template(string found, string? issuer)
    {
        var provider = Read(found);
        Assert.That(provider.Issuer, Is.EqualTo(issuer));
        Assert.That(provider.IssuerInResponse, Is.EqualTo(issuer is not null));
    }

    [TestCase("https://other.example/common/v2.0")]
    [TestCase("https://login.example/common")]
    public void An_issuer_that_does_not_fit_the_template_is_refused(string issuer) => Assert.That(
        () => OAuth2Provider.FromMetadata("{}", issuer, Options),
        Throws.ArgumentException.With.Message.Contains(Template));

    [Test]
    public void A_template_needs_a_placeholder() => Assert.That(
        () => OAuth2Provider.FromMetadata("{}", Common, new() { IssuerTemplate = Common }),
        Throws.ArgumentException.With.Message.Contains("without a placeholder"));

    [TestCase("https://{host}/common/v2.0")]
    [TestCase("{scheme}/common/v2.0")]
    [TestCase("{scheme}//login.example/common/v2.0")]
    [TestCase("https://{host}/{tenantid}/v2.0")]
    [TestCase("https://login.{domain}/common/v2.0")]
    [TestCase("https://login.example/tenant-{id}/v2.0")]
    [TestCase("https://login.example/{a}{b}/v2.0")]
    [TestCase("https://login.example/{a/v2.0")]
    [TestCase("https://login.example/{}/{tenantid}")]
    public void A_placeholder_stands_for_a_whole_segment_of_the_path_only(string template) => Assert.That(
        () => OAuth2Provider.FromMetadata(Document(Common), Common, new() { IssuerTemplate = template }),
        Throws.ArgumentException.With.Message.Contains("a whole segment of the path"));

    [TestCase("http://login.example/{tenantid}", "https")]
    [TestCase("https://login.example/{tenantid}/?x", "query")]
    [TestCase("https://login.example/{tenantid}/..", "dots")]
    public void A_template_is_held_to_the_rules_of_issuers(string template, string words) => Assert.That(
        () => OAuth2Provider.FromMetadata(Document(Common), null, new() { IssuerTemplate = template }),
        Throws.ArgumentException.With.Message.Contains(words));

    [TestCase("https://{host}/v2.0", "https://evil.example/v2.0")]
    [TestCase("https://{host}/{tenant}/v2.0", "https://evil.example/a/v2.0")]
    [TestCase("{scheme}//login.example/{tenant}", "http://login.example/a")]
    public void A_placeholder_outside_the_path_fits_nothing(string template, string issuer) =>
        Assert.That(IssuerTemplate.IsFilledBy(template, issuer), Is.False);

    [TestCase("https://evil.example/a/v2.0")]
    [TestCase("https://login.example/a/v1.0")]
    public void A_document_at_hand_has_to_fit_the_template_without_an_issuer_too(string issuer) => Assert.That(
        IssuerTests.Refuse(Document(issuer), null, Options).Code, Is.EqualTo(OAuthErrorCode.IssuerMismatch));

    [TestCase(Template, null)]
    [TestCase(Tenant, Tenant)]
    public void A_document_at_hand_may_be_the_template_without_an_issuer(string found, string? issuer)
    {
        var provider = OAuth2Provider.FromMetadata(Document(found), null, Options);
        Assert.That(provider.Issuer, Is.EqualTo(issuer));
        Assert.That(provider.Name, Is.EqualTo("login.example"));
    }

    [TestCase(Template, Tenant, true)]
    [TestCase(Template, Common, true)]
    [TestCase(Template, "https://login.example/11f0-aa/v1.0", false)]
    [TestCase(Template, "https://evil.example/11f0-aa/v2.0", false)]
    [TestCase(Template, "https://evil.example/x/11f0-aa/v2.0", false)]
    [TestCase(Template, Template, false)]
    [TestCase(Template, "", false)]
    [TestCase(Tenant, Tenant, true)]
    [TestCase(Tenant, Common, false)]
    public async Task T09_A_callback_of_an_issuer_that_does_not_fit_is_refused(
        string found, string named, bool isAccepted)
    {
        var setup = new DanceSetup(provider: own => own with
        {
            Issuer = Read(found).Issuer,
            IssuerTemplate = Read(found).IssuerTemplate,
            IssuerInResponse = false,
        });
        var login = await setup.Dance.BeginAsync("42");
        var callback = OAuthCallback.FromUrl(
            $"?state={OAuthCallback.FromUrl(login.AuthorizationUrl!.Query)["state"]}&error=access_denied&iss={Uri.EscapeDataString(named)}");
        var outcome = await setup.Dance.FinishAsync(callback, login.BrowserKey);
        Assert.That(
            outcome.Error!.Code,
            Is.EqualTo(isAccepted ? OAuthErrorCode.AccessDenied : OAuthErrorCode.IssMismatch));
    }

    private static OAuth2Provider Read(string found) => OAuth2Provider.FromMetadata(Document(found), Common, Options);

    private static string Document(string issuer) =>
        $$"""
        {"issuer":"{{issuer}}","token_endpoint":"https://login.example/token",
        "authorization_response_iss_parameter_supported":true}
        """;
}
