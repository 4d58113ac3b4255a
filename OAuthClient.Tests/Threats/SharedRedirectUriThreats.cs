using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Threats;

/// <summary>
/// Two providers may not share a redirect URI if a callback does not show which of them sent it. The second dance then
/// cannot be created.
/// </summary>
public class SharedRedirectUriThreats
{
    private const Insecure Allowed = Insecure.SharedRedirectUri;

    [TestCase(false, false)]
    [TestCase(true, false)]
    [TestCase(false, true)]
    public void T10_Two_providers_that_do_not_both_send_an_issuer_may_not_share_a_redirect_URI(
        bool firstNames, bool secondNames)
    {
        var setup = new DanceSetup(provider: provider => WithName(provider, "one", firstNames));
        Assert.That(
            () => CreateDance(setup, WithName(setup.Provider.OAuth2, "two", secondNames)),
            Throws.ArgumentException
                .With.Message.Contains("'one' and 'two'")
                .And.Message.Contains("a redirect URI of its own")
                .And.Message.Contains("Insecure.SharedRedirectUri"));
    }

    [Test]
    public void T10_Each_provider_is_compared_with_all_earlier_providers()
    {
        var setup = new DanceSetup(provider: provider => WithName(provider, "one", true));
        CreateDance(setup, WithName(setup.Provider.OAuth2, "two", true));
        CreateDance(setup, WithName(setup.Provider.OAuth2, "three", false) with { Allow = Allowed });
        Assert.That(
            () => CreateDance(setup, WithName(setup.Provider.OAuth2, "four", false)),
            Throws.ArgumentException.With.Message.Contains("'one' and 'four'"));
        Assert.That(
            () => CreateDance(setup, WithName(setup.Provider.OAuth2, "five", true)),
            Throws.Nothing,
            "a refused provider does not claim the redirect URI");
    }

    [Test]
    public void T10_Insecure_SharedRedirectUri_of_one_provider_does_not_apply_to_others()
    {
        var setup = new DanceSetup(provider: provider => WithName(provider, "one", false) with { Allow = Allowed });
        CreateDance(setup, WithName(setup.Provider.OAuth2, "two", false));
        Assert.That(
            () => CreateDance(setup, WithName(setup.Provider.OAuth2, "three", false)),
            Throws.ArgumentException.With.Message.Contains("'two' and 'three'"));
    }

    [TestCase("https://APP.example/callback")]
    [TestCase("https://app.example:443/callback")]
    [TestCase("HTTPS://app.example/callback")]
    public void T10_Spellings_of_one_redirect_URI_are_one(string spelling)
    {
        var setup = new DanceSetup(provider: provider => WithName(provider, "one", false));
        Assert.That(
            () => new OAuthDance(WithName(setup.Provider.OAuth2, "two", false), spelling, setup.Options),
            Throws.ArgumentException.With.Message.Contains("'one' and 'two'"));
    }

    [TestCase("both name themselves")]
    [TestCase("one of them allows it")]
    [TestCase("the same name")]
    [TestCase("OAuth 1 beside one that names itself")]
    [TestCase("another redirect URI")]
    [TestCase("another store")]
    public void T10_Two_providers_that_can_be_told_apart_may_share_a_redirect_URI(string why)
    {
        var firstNamesItself = why is "both name themselves" or "OAuth 1 beside one that names itself";
        var setup = new DanceSetup(provider: provider => WithName(provider, "one", firstNamesItself));
        var name = why == "the same name" ? "one" : "two";
        var two = WithName(setup.Provider.OAuth2, name, namesItself: why == "both name themselves") with
        {
            Allow = why == "one of them allows it" ? Allowed : default,
        };
        OAuthProvider provider = why.StartsWith("OAuth 1", StringComparison.Ordinal) ? setup.Provider.OAuth1 : two;
        var options = why == "another store" ? setup.Options with { PendingDances = null } : setup.Options;
        var redirectUri = why == "another redirect URI" ? DanceSetup.RedirectUri + "/two" : DanceSetup.RedirectUri;
        Assert.That(() => new OAuthDance(provider, redirectUri, options), Throws.Nothing);
    }

    private static OAuth2Provider WithName(OAuth2Provider provider, string name, bool namesItself) =>
        provider with { Name = name, IssuerInResponse = namesItself };

    private static OAuthDance CreateDance(DanceSetup setup, OAuthProvider provider) =>
        new(provider, DanceSetup.RedirectUri, setup.Options);
}
