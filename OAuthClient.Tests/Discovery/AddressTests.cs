using System.Net;
using OAuthClient.Discovery;
using OAuthClient.Internal;

namespace OAuthClient.Tests.Discovery;

/// <summary>The addresses that requests to an issuer must not go to, in every form.</summary>
public class AddressTests
{
    // The addresses at both ends of each network, and in each form that holds an IPv4 address.
    private static readonly string[] Refused =
    [
        "0.0.0.0", "0.255.255.255", "169.254.0.0", "169.254.169.254", "169.254.255.255", "192.0.0.0", "192.0.0.255",
        "198.18.0.0", "198.19.255.255", "224.0.0.0", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "fe80::1",
        "fe80::1%3", "febf::1", "ff00::1", "ff02::1%2", "ffff::1", "::ffff:169.254.169.254", "::169.254.169.254",
        "64:ff9b::169.254.169.254", "2002:a9fe:a9fe::1", "2002:0:1::", "2001:0:a9fe:a9fe::1", "100.100.100.200",
        "2001:0:5db8:d822:0:0:5601:5601", "fd00:ec2::254", "::ffff:100.100.100.200", "::ffff:224.0.0.1",
        // Metadata services, in the forms that hold an IPv4 address too.
        "168.63.129.16", "::ffff:168.63.129.16", "fd20:ce::254", "fd00:42::42", "fd00:c1::a9fe:a9fe",
        "::ffff:0:169.254.169.254", "64:ff9b::168.63.129.16", "64:ff9b:1::169.254.169.254", "64:ff9b:1:a9fe:a9:fe00::",
        "2606:4700::5efe:169.254.169.254", "2606:4700::200:5efe:169.254.169.254",
        // The IANA registries of special-purpose addresses.
        "192.0.2.0", "192.0.2.255", "192.31.196.0", "192.31.196.255", "192.52.193.0", "192.52.193.255", "192.88.99.0",
        "192.88.99.255", "192.175.48.0", "192.175.48.255", "198.51.100.0", "198.51.100.255", "203.0.113.0",
        "203.0.113.255", "100::1", "100:0:0:1::1", "2001:1::1", "2001:2::1", "2001:3::1", "2001:4:112::1", "2001:10::1",
        "2001:20::1", "2001:30::1", "2001:1ff:ffff::1", "2001:db8::1", "2001:db8:ffff::1", "2002:c000:201::1",
        "2620:4f:8000::1", "3fff::1", "3fff:fff::1", "5f00::1", "1fff::1", "4000::1", "fbff::1", "64:ff9a::1",
        "64:ff9b::1:0:0:1", "::ffff:0:192.0.2.1", "0:0:0:0:1::1",
    ];

    private static readonly string[] Loopback =
    [
        "127.0.0.0", "127.0.0.1", "127.255.255.255", "::1", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::127.0.0.1",
        "2002:7f00:1::", "2001:0:7f00:1:0:0:fefe:fefe",
    ];

    private static readonly string[] Private =
    [
        "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.0",
        "192.168.255.255", "fc00::1", "fdff::1", "fec0::1", "64:ff9b:1::1", "::ffff:10.0.0.1", "::ffff:a00:1",
        "64:ff9b::10.0.0.1", "::ffff:0:10.0.0.1", "64:ff9b:1:101:1:100::", "2606:4700::5efe:10.0.0.1", "2002:a00:1::", "2002:c0a8:101::1", "2001:0:a00:1:0:0:fefe:fefe", "2001:0:5db8:d822:0:0:f5ff:fffe",
    ];

    // The neighbors of the networks.
    private static readonly string[] Public =
    [
        "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0", "::ffff:203.0.114.1",
        "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0",
        "191.255.255.255", "192.0.1.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700::1111",
        "::ffff:1.1.1.1", "64:ff9b::1.1.1.1", "2002:101:101::1", "2001:0:5db8:d822:0:0:fefe:fefe",
        "::ffff:0:1.1.1.1", "2606:4700::5efe:1.1.1.1", "168.63.129.15", "168.63.129.17", "192.0.3.0", "192.31.195.255",
        "192.31.197.0", "192.88.98.255", "192.88.100.0", "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0",
        "2000::1", "2001:200::1", "2001:db7::1", "2001:db9::1", "2620:4f:7fff::1", "2620:4f:8001::1", "3ffe::1",
        "3fff:1000::1",
    ];

    [TestCaseSource(nameof(Refused))]
    public async Task A_reserved_address_is_refused_whatever_is_allowed(string address)
    {
        Assert.That((await ConnectAsync(address)).Code, Is.EqualTo(OAuthErrorCode.AddressRefused));
        var all = Insecure.LoopbackHttp | Insecure.PrivateAddresses;
        var error = await ConnectAsync(address, all);
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.AddressRefused));
        Assert.That(error.Hint, Does.StartWith("No setting allows such an address."));
    }

    [TestCaseSource(nameof(Loopback))]
    public async Task An_address_of_this_machine_is_refused_unless_it_is_allowed(string address)
    {
        var error = await ConnectAsync(address, Insecure.PrivateAddresses);
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.AddressRefused));
        Assert.That(error.Message, Does.Contain("'issuer.example'").And.Contain(IPAddress.Parse(address).ToString()));
        Assert.That(error.Hint, Does.Contain("Allow = Insecure.LoopbackHttp"));
        Assert.That(AddressRules.FindRefusal(IPAddress.Parse(address), Insecure.LoopbackHttp), Is.Null);
    }

    [TestCaseSource(nameof(Private))]
    public async Task An_address_of_a_private_network_is_refused_unless_it_is_allowed(string address)
    {
        var error = await ConnectAsync(address, Insecure.LoopbackHttp);
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.AddressRefused));
        Assert.That(error.Hint, Does.Contain("Allow = Insecure.PrivateAddresses"));
        Assert.That(AddressRules.FindRefusal(IPAddress.Parse(address), Insecure.PrivateAddresses), Is.Null);
    }

    [TestCaseSource(nameof(Public))]
    public void A_public_address_is_not_refused(string address) =>
        Assert.That(AddressRules.FindRefusal(IPAddress.Parse(address), Insecure.None), Is.Null);

    [TestCase("1.1.1.1", "10.0.0.1")]
    [TestCase("10.0.0.1", "1.1.1.1")]
    [TestCase("2606:4700::1111", "::ffff:127.0.0.1")]
    public async Task A_host_is_refused_if_one_of_its_addresses_is(string one, string other) =>
        Assert.That((await ConnectAsync([one, other])).Code, Is.EqualTo(OAuthErrorCode.AddressRefused));

    [TestCase("https://localhost.")]
    [TestCase("https://localhost./")]
    [TestCase("https://loopback.example")]
    [TestCase("https://127.0.0.1.nip.example")]
    public async Task A_host_is_judged_by_its_address_and_not_by_its_name(string issuer)
    {
        var options = new DiscoveryOptions { Resolve = Answer("127.0.0.1") };
        Assert.That(
            (await FailAsync(issuer, options)).Code, Is.EqualTo(OAuthErrorCode.AddressRefused));
    }

    [TestCase("127.1")]
    [TestCase("2130706433")]
    [TestCase("0x7f000001")]
    [TestCase("0177.0.0.1")]
    [TestCase("[::ffff:7f00:1]")]
    [TestCase("169.254.169.254")]
    [TestCase("[fe80::1%25eth0]")]
    public async Task A_handler_of_a_guarded_dance_refuses_an_address_however_it_is_written(string host)
    {
        using var client = new HttpClient(GuardedHandler.Create(Insecure.None));
        var failure = await Assert.ThrowsAsync<HttpRequestException>(
            () => client.GetAsync(new Uri($"https://{host}/token")));
        Assert.That(
            (failure!.GetBaseException() as OAuthException)?.Error.Code, Is.EqualTo(OAuthErrorCode.AddressRefused));
    }

    [TestCase("①②⑦.0.0.1")]
    [TestCase("localhost.")]
    [TestCase("LOCALHOST")]
    public async Task A_handler_of_a_guarded_dance_judges_a_name_by_its_address(string host)
    {
        using var client = new HttpClient(GuardedHandler.Create(Insecure.None, Answer("127.0.0.1")));
        var failure = await Assert.ThrowsAsync<HttpRequestException>(
            () => client.GetAsync(new Uri($"https://{host}/token")));
        Assert.That(
            (failure!.GetBaseException() as OAuthException)?.Error.Code, Is.EqualTo(OAuthErrorCode.AddressRefused));
    }

    private static Task<OAuthError> ConnectAsync(string address, Insecure allow = Insecure.None) =>
        ConnectAsync([address], allow);

    private static Task<OAuthError> ConnectAsync(string[] addresses, Insecure allow = Insecure.None) =>
        FailAsync("https://issuer.example", new() { Allow = allow, Resolve = Answer(addresses) });

    private static Func<string, CancellationToken, Task<IPAddress[]>> Answer(params string[] addresses) =>
        (_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray());

    private static Task<OAuthError> FailAsync(string issuer, DiscoveryOptions options) =>
        Failure.OfAsync(new OAuthDiscovery().DiscoverAsync(issuer, options));
}
