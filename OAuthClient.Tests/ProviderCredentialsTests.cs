using OAuthClient.OAuth1;
using OAuthClient.Presets;

namespace OAuthClient.Tests;

public class ProviderCredentialsTests
{
    [Test]
    public void OAuth2_credentials_are_read_from_variables_named_after_the_provider()
    {
        var settings = new Dictionary<string, string?>
        {
            ["GITHUB_OAUTH_CLIENT_ID"] = "the-id",
            ["GITHUB_OAUTH_CLIENT_SECRET"] = "the-secret",
        };
        var github = Providers.GitHub.WithCredentials(settings.GetValueOrDefault);
        Assert.That(
            (github.ClientId, github.ClientSecret.Reveal(), github.TokenEndpoint),
            Is.EqualTo(("the-id", "the-secret", Providers.GitHub.TokenEndpoint)));
    }

    [Test]
    public void OAuth1_credentials_are_read_from_variables_named_after_the_provider()
    {
        OAuth1Provider discogs = Providers.Discogs.WithCredentials(
            name => name == "DISCOGS_OAUTH_CLIENT_ID" ? "the-key" : null);
        Assert.That(discogs.ClientId, Is.EqualTo("the-key"));
    }

    [Test]
    public void Other_characters_in_the_name_of_a_provider_become_underscores()
    {
        var asked = new List<string>();
        _ = (Providers.GitHub with { Name = "my-git.hub 2" }).WithCredentials(name =>
        {
            asked.Add(name);
            return "x";
        });
        Assert.That(asked, Is.EqualTo(new[] { "MY_GIT_HUB_2_OAUTH_CLIENT_ID", "MY_GIT_HUB_2_OAUTH_CLIENT_SECRET" }));
    }

    [Test]
    public void A_client_without_a_secret_is_a_public_client()
    {
        var github = Providers.GitHub.WithCredentials(
            name => name.EndsWith("_ID", StringComparison.Ordinal) ? "the-id" : null);
        Assert.That(github.ClientSecret.IsEmpty, Is.True);
    }

    [TestCase(null)]
    [TestCase("")]
    public void A_missing_client_id_is_an_error_that_names_the_variables(string? found) =>
        Assert.That(
            () => Providers.GitHub.WithCredentials(_ => found),
            Throws.ArgumentException.With.Message.Contains("GITHUB_OAUTH_CLIENT_ID")
                .And.Message.Contains("GITHUB_OAUTH_CLIENT_SECRET"));
}
