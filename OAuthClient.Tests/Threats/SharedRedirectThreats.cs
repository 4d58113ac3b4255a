using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Threats;

/// <summary>Two providers behind one redirect URI can be told apart, or that is an error before anybody logs in.</summary>
public class SharedRedirectThreats
{
    private const Insecure Allowed = Insecure.SharedRedirectUri;

    [TestCase(false, false)]
    [TestCase(true, false)]
    [TestCase(false, true)]
    public void T10_Two_providers_that_do_not_both_name_themselves_may_not_share_a_redirect_URI(bool firstNames, bool secondNames)
    {
        var stage = new Stage(provider: provider => Named(provider, "one", firstNames));
        Assert.That(() => Dance(stage, Named(stage.Provider.OAuth2, "two", secondNames)), Throws.ArgumentException
            .With.Message.Contains("'one' and 'two'").And.Message.Contains("a redirect URI of its own").And.Message.Contains("Insecure.SharedRedirectUri"));
    }

    [Test]
    public void T10_Each_is_compared_with_all_before_it()
    {
        var stage = new Stage(provider: provider => Named(provider, "one", true));
        Dance(stage, Named(stage.Provider.OAuth2, "two", true));
        Dance(stage, Named(stage.Provider.OAuth2, "three", false) with { Allow = Allowed });
        Assert.That(() => Dance(stage, Named(stage.Provider.OAuth2, "four", false)), Throws.ArgumentException.With.Message.Contains("'one' and 'four'"));
        Assert.That(() => Dance(stage, Named(stage.Provider.OAuth2, "five", true)), Throws.Nothing, "what was refused claims nothing");
    }

    [Test]
    public void T10_What_one_provider_allows_itself_it_does_not_allow_others()
    {
        var stage = new Stage(provider: provider => Named(provider, "one", false) with { Allow = Allowed });
        Dance(stage, Named(stage.Provider.OAuth2, "two", false));
        Assert.That(() => Dance(stage, Named(stage.Provider.OAuth2, "three", false)), Throws.ArgumentException.With.Message.Contains("'two' and 'three'"));
    }

    [TestCase("both name themselves")]
    [TestCase("one of them allows it")]
    [TestCase("the same name")]
    [TestCase("OAuth 1 beside one that names itself")]
    [TestCase("another redirect URI")]
    [TestCase("another store")]
    public void T10_They_may_when_they_can_be_told_apart(string why)
    {
        var stage = new Stage(provider: provider => Named(provider, "one", why is "both name themselves" or "OAuth 1 beside one that names itself"));
        var two = Named(stage.Provider.OAuth2, why == "the same name" ? "one" : "two", why == "both name themselves") with { Allow = why == "one of them allows it" ? Allowed : default };
        OAuthProvider provider = why.StartsWith("OAuth 1", StringComparison.Ordinal) ? stage.Provider.OAuth1 : two;
        var options = why == "another store" ? stage.Options with { PendingDances = null } : stage.Options;
        Assert.That(() => new OAuthDance(provider, why == "another redirect URI" ? Stage.Callback + "/two" : Stage.Callback, options), Throws.Nothing);
    }

    private static OAuth2Provider Named(OAuth2Provider provider, string name, bool namesItself) => provider with { Name = name, IssuerInResponse = namesItself };

    private static OAuthDance Dance(Stage stage, OAuthProvider provider) => new(provider, Stage.Callback, stage.Options);
}
