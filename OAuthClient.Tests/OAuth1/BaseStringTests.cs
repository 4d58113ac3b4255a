using OAuthClient.OAuth1;

namespace OAuthClient.Tests.OAuth1;

/// <summary>The parts of an OAuth 1 signature base string. oauthlib 3.2.2 computed the expected values.</summary>
public class BaseStringTests
{
    [TestCase("http://EXAMPLE.COM:80/r%20v/X?id=123", "http://example.com/r%20v/X")]
    [TestCase("https://www.example.net:8080/?q=1", "https://www.example.net:8080/")]
    [TestCase("https://example.com", "https://example.com/")]
    [TestCase("https://example.com:443/", "https://example.com/")]
    [TestCase("https://example.com:80/", "https://example.com:80/")]
    [TestCase("http://example.com:443/", "http://example.com:443/")]
    [TestCase("http://example.com:80", "http://example.com/")]
    [TestCase("HTTPS://Example.Com:443/CamelCase?Q=A", "https://example.com/CamelCase")]
    [TestCase("http://example.com?foo=bar", "http://example.com/")]
    [TestCase("http://example.com/#fragment", "http://example.com/")]
    [TestCase("http://example.com/a//b", "http://example.com/a//b")]
    [TestCase("http://example.com//", "http://example.com//")]
    [TestCase("http://example.com/a/", "http://example.com/a/")]
    [TestCase("http://example.com/a;v=1", "http://example.com/a;v=1")]
    [TestCase("http://example.com/a;v=1;w=2/b", "http://example.com/a;v=1;w=2/b")]
    [TestCase("http://example.com/%E2%98%83", "http://example.com/%E2%98%83")]
    [TestCase("http://example.com/a%2Fb", "http://example.com/a%2Fb")]
    [TestCase("http://example.com/a+b", "http://example.com/a+b")]
    [TestCase("http://example.com/a=b&c", "http://example.com/a=b&c")]
    [TestCase("http://example.com/(a)'b'!*", "http://example.com/(a)'b'!*")]
    [TestCase("http://example.com/@a:b,c", "http://example.com/@a:b,c")]
    [TestCase("http://user:password@example.com/a", "http://example.com/a")]
    [TestCase("http://127.0.0.1/", "http://127.0.0.1/")]
    [TestCase("http://127.0.0.1:80/", "http://127.0.0.1/")]
    [TestCase("http://127.0.0.1:5000/", "http://127.0.0.1:5000/")]
    [TestCase("http://[::1]/", "http://[::1]/")]
    [TestCase("http://[::1]:80/", "http://[::1]/")]
    [TestCase("http://[::1]:81/a", "http://[::1]:81/a")]
    [TestCase("https://[::1]:443/", "https://[::1]/")]
    [TestCase("https://[2001:DB8::1]:8443/a", "https://[2001:db8::1]:8443/a")]
    [TestCase("https://[2001:db8:0:0:0:0:0:1]/", "https://[2001:db8::1]/")]
    [TestCase("http://xn--bcher-kva.example/", "http://xn--bcher-kva.example/")]
    [TestCase("http://example.com:65535/", "http://example.com:65535/")]
    [TestCase("http://localhost:1/", "http://localhost:1/")]
    [TestCase("http://example.com./", "http://example.com./")]
    [TestCase("http://a.b.c.d.example/", "http://a.b.c.d.example/")]
    public void T77_The_base_string_URI_has_a_lower_case_host_no_default_port_and_the_path_as_sent(
        string url, string baseStringUri) =>
        Assert.That(
            Uri.UnescapeDataString(BaseString.Create(new("GET", new(url)), []).Split('&')[1]),
            Is.EqualTo(baseStringUri));

    // A System.Uri sends the canonical path, unless the canonicalization of the Uri is disabled.
    [TestCase("http://example.com/%e2%98%83/%7Ea/./b/../c", false, "http://example.com/%E2%98%83/~a/c")]
    [TestCase("http://example.com/%e2%98%83/%7Ea/./b/../c", true, "http://example.com/%e2%98%83/%7Ea/./b/../c")]
    public void T77_The_base_string_URI_is_the_URL_that_is_sent(string url, bool isRaw, string baseStringUri)
    {
        var uri = new Uri(url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = isRaw });
        Assert.That(
            Uri.UnescapeDataString(BaseString.Create(new("GET", uri), []).Split('&')[1]),
            Is.EqualTo(baseStringUri));
    }

    // RFC 5849 section 3.4.1.2: the authority comes from the Host header.
    [TestCase("http://127.0.0.1:5000/a", "Photos.EXAMPLE", "http://photos.example/a")]
    [TestCase("http://127.0.0.1:5000/a", "photos.example:80", "http://photos.example/a")]
    [TestCase("https://127.0.0.1:5000/a", "photos.example:443", "https://photos.example/a")]
    [TestCase("https://127.0.0.1/a", "photos.example:80", "https://photos.example:80/a")]
    [TestCase("https://127.0.0.1/a", "photos.example:8443", "https://photos.example:8443/a")]
    [TestCase("http://127.0.0.1/a", "[2001:DB8::1]:80", "http://[2001:db8::1]/a")]
    public void The_Host_header_replaces_the_host_of_the_base_string_URI(
        string url, string host, string baseStringUri) =>
        Assert.That(
            Uri.UnescapeDataString(BaseString.Create(new("GET", new(url)) { Host = host }, []).Split('&')[1]),
            Is.EqualTo(baseStringUri));

    [TestCase("a=%7E~", "a=~~")]
    [TestCase("a=b+c&a=b%20c&a=b%2Bc", "a=b%20c&a=b%20c&a=b%2Bc")]
    [TestCase("b&a", "a=&b=")]
    [TestCase("=&a==", "=&a=%3D")]
    [TestCase("a=1&a=0&a=", "a=&a=0&a=1")]
    [TestCase("z=1&A=1&a=1", "A=1&a=1&z=1")]
    [TestCase("a=%e2%98%83", "a=%E2%98%83")]
    [TestCase("a%20=1&a=2", "a=2&a%20=1")]
    [TestCase("a=*!'()", "a=%2A%21%27%28%29")]
    [TestCase("a-=1&a.=1&a_=1&a~=1&aa=1&a0=1&aA=1", "a-=1&a.=1&a0=1&aA=1&a_=1&aa=1&a~=1")]
    [TestCase("a=%00", "a=%00")]
    [TestCase("a=1;b=2", "a=1%3Bb%3D2")]
    [TestCase("a&&b", "a=&b=")]
    public void T77_Parameters_are_decoded_encoded_again_and_sorted_by_octets(string form, string normalized)
    {
        var inQuery = BaseString.Create(new("GET", new($"http://example.com/?{form}")), []);
        var inForm = BaseString.Create(new("GET", new("http://example.com/")) { Form = form }, []);
        Assert.That((Uri.UnescapeDataString(inQuery.Split('&')[2]), inForm), Is.EqualTo((normalized, inQuery)));
    }
}
