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
        "64:ff9b::10.0.0.1", "2002:a00:1::", "2002:c0a8:101::1", "2001:0:a00:1:0:0:fefe:fefe", "2001:0:5db8:d822:0:0:f5ff:fffe",
    ];

    // The neighbors of the networks.
    private static readonly string[] Public =
    [
        "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0", "::ffff:203.0.114.1",
        "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0",
        "191.255.255.255", "192.0.1.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700::1111",
        "::ffff:1.1.1.1", "64:ff9b::1.1.1.1", "2002:101:101::1", "2001:0:5db8:d822:0:0:fefe:fefe", "fbff::1",
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
