using OAuthClient.OAuth1;
using OAuthClient.Presets;

namespace OAuthClient.Tests;

public class ProviderCredentialsTests
{
    [Test]
    public void They_are_found_by_the_providers_name()
    {
        var settings = new Dictionary<string, string?> { ["GITHUB_OAUTH_CLIENT_ID"] = "the-id", ["GITHUB_OAUTH_CLIENT_SECRET"] = "the-secret" };
        var github = Providers.GitHub.WithCredentials(settings.GetValueOrDefault);
        Assert.That((github.ClientId, github.ClientSecret.Reveal(), github.TokenEndpoint), Is.EqualTo(("the-id", "the-secret", Providers.GitHub.TokenEndpoint)));
    }

    [Test]
    public void They_are_found_for_OAuth_1_too()
    {
        OAuth1Provider discogs = Providers.Discogs.WithCredentials(name => name == "DISCOGS_OAUTH_CLIENT_ID" ? "the-key" : null);
        Assert.That(discogs.ClientId, Is.EqualTo("the-key"));
    }

    [Test]
    public void A_name_that_is_no_variable_is_written_with_underscores()
    {
        var asked = new List<string>();
        _ = (Providers.GitHub with { Name = "my-git.hub 2" }).WithCredentials(name => { asked.Add(name); return "x"; });
        Assert.That(asked, Is.EqualTo(new[] { "MY_GIT_HUB_2_OAUTH_CLIENT_ID", "MY_GIT_HUB_2_OAUTH_CLIENT_SECRET" }));
    }

    [Test]
    public void Without_a_secret_the_client_is_a_public_one() =>
        Assert.That(Providers.GitHub.WithCredentials(name => name.EndsWith("_ID", StringComparison.Ordinal) ? "the-id" : null).ClientSecret.IsEmpty, Is.True);

    [TestCase(null)]
    [TestCase("")]
    public void A_client_id_that_is_missing_is_an_error_that_names_what_to_set(string? found) =>
        Assert.That(() => Providers.GitHub.WithCredentials(_ => found), Throws.ArgumentException.With.Message.Contains("GITHUB_OAUTH_CLIENT_ID").And.Message.Contains("GITHUB_OAUTH_CLIENT_SECRET"));
}
