using OAuthClient.Internal;

namespace OAuthClient.Tests.Internal;

/// <summary>The origin of an address, which tells a provider from its namesakes.</summary>
public class OriginTests
{
    [TestCase("https://git.example/token", "https://git.example")]
    [TestCase("https://GIT.example:443/token?a=b", "https://git.example")]
    [TestCase("https://git.example:8443/token", "https://git.example:8443")]
    [TestCase("http://127.0.0.1:5000/token", "http://127.0.0.1:5000")]
    [TestCase("https://bücher.example/token", "https://xn--bcher-kva.example")]
    [TestCase("https://[2001:db8::1]:8443/token", "https://[2001:db8::1]:8443")]
    [TestCase("https://[2001:db8::1:8443]/token", "https://[2001:db8::1:8443]")]
    public void The_origin_has_scheme_host_and_port(string url, string origin) =>
        Assert.That(SafeUrl.OriginOf(url), Is.EqualTo(origin));
}
