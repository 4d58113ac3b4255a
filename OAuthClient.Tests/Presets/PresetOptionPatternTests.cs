using OAuthClient.Presets;

namespace OAuthClient.Tests.Presets;

/// <summary>The values that an option of a preset accepts, and the values that it refuses.</summary>
public class PresetOptionPatternTests
{
    [TestCase("git.example.com", true)]
    [TestCase("GIT.Example.com:8443", true)]
    [TestCase("localhost", true)]
    [TestCase("10.0.0.7", true)]
    [TestCase("", false)]
    [TestCase(" git.example.com", false)]
    [TestCase("git.example.com\n", false)]
    [TestCase("https://git.example.com", false)]
    [TestCase("git.example.com/", false)]
    [TestCase("git.example.com/gitlab", false)]
    [TestCase("git.example.com?x", false)]
    [TestCase("git.example.com#x", false)]
    [TestCase("me@git.example.com", false)]
    [TestCase("gitlab.com@evil.example", false)]
    [TestCase("gitlab.com:443@evil.example", false)]
    [TestCase("git example.com", false)]
    [TestCase("git_example.com", false)]
    [TestCase("-git.example.com", false)]
    [TestCase("git..example.com", false)]
    [TestCase("git.example.com.", false)]
    [TestCase("git.example.com:", false)]
    [TestCase("git.example.com:0", false)]
    [TestCase("git.example.com:65536", false)]
    [TestCase("git.exämple.com", false)]
    [TestCase("[::1]", false)]
    [TestCase("{host}", false)]
    [TestCase("git%2eexample.com", false)]
    public void A_host_option_is_a_plain_host_name(string value, bool good) =>
        AssertValidity(() => Providers.GitLab.With("host", value), good);

    [TestCase("jira.example.com", true)]
    [TestCase("example.com:8443/jira", true)]
    [TestCase("example.com/~anna/my.shop_2", true)]
    [TestCase("", false)]
    [TestCase("/jira", false)]
    [TestCase("example.com/", false)]
    [TestCase("example.com//jira", false)]
    [TestCase("example.com/..", false)]
    [TestCase("example.com/./jira", false)]
    [TestCase("example.com/jira?x", false)]
    [TestCase("example.com/jira#x", false)]
    [TestCase("example.com/a b", false)]
    [TestCase("example.com/%2e%2e", false)]
    [TestCase("example.com\\jira", false)]
    [TestCase("example.com@evil.example/jira", false)]
    [TestCase("https://example.com/jira", false)]
    public void A_site_option_is_a_host_name_with_an_optional_path(string value, bool good) =>
        AssertValidity(() => Providers.Jira.With("host", value), good);

    [TestCase("my-shop", true)]
    [TestCase("Shop7", true)]
    [TestCase("my.shop", false)]
    [TestCase("my_shop", false)]
    [TestCase("-shop", false)]
    [TestCase("shop-", false)]
    [TestCase("evil.example/x", false)]
    [TestCase("evil.example#", false)]
    [TestCase("a@evil", false)]
    [TestCase("shop\n", false)]
    [TestCase("", false)]
    public void A_shop_option_is_one_DNS_label(string value, bool good) =>
        AssertValidity(() => Providers.Shopify.With("shop", value), good);

    [TestCase("common", true)]
    [TestCase("contoso.onmicrosoft.com", true)]
    [TestCase("9188040d-6c67-4c5b-b112-36a304b66dad", true)]
    [TestCase(".", false)]
    [TestCase("..", false)]
    [TestCase("common/../x", false)]
    [TestCase("common?x", false)]
    [TestCase("a b", false)]
    [TestCase("%2e%2e", false)]
    [TestCase("", false)]
    public void A_tenant_option_is_one_path_segment(string value, bool good) =>
        AssertValidity(() => Providers.Azure.With("tenant", value), good);

    [TestCase("my program/1.0", true)]
    [TestCase("two\r\nX-Injected: lines", false)]
    [TestCase("ümlaut", false)]
    [TestCase("", false)]
    public void A_header_option_is_one_line_of_ASCII(string value, bool good) =>
        AssertValidity(() => Providers.Reddit.With("user_agent", value), good);

    private static void AssertValidity(Func<OAuthProvider> with, bool good) =>
        Assert.That(with, good ? Throws.Nothing : Throws.ArgumentException.With.Message.Contains(" wants "));
}
