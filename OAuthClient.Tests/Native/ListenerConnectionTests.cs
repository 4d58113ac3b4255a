using System.Net;
using System.Net.Sockets;
using System.Text;
using OAuthClient.Native.Listening;
using OAuthClient.Tests.Peers;

namespace OAuthClient.Tests.Native;

/// <summary>Connections to the listener: the addresses that it binds, clients that stall, and how it closes.</summary>
public class ListenerConnectionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [TestCase("http://127.0.0.1/callback", "127.0.0.1")]
    [TestCase("http://[::1]/callback", "::1")]
    [TestCase("http://localhost/callback", "127.0.0.1,::1")]
    [TestCase("http://127.0.0.1:0/callback", "127.0.0.1")]
    public void T69_Only_loopback_addresses_are_bound_on_one_free_port(string redirectUri, string addresses)
    {
        var (sockets, bound) = LoopbackSockets.Bind(RedirectAddress.TryParse(redirectUri)!);
        var ends = sockets.Select(socket => (IPEndPoint)socket.LocalEndPoint!).ToArray();
        foreach (var socket in sockets)
            socket.Dispose();
        Assert.That(string.Join(',', ends.Select(end => end.Address)), Is.EqualTo(addresses));
        Assert.That(ends.Select(end => end.Port).Distinct(), Is.EqualTo(new[] { bound.Port }));
        Assert.That(bound.Port, Is.GreaterThan(1023));
    }

    [TestCase("https://127.0.0.1/callback")]
    [TestCase("http://127.0.0.1.evil.example/callback")]
    [TestCase("http://localhost.evil.example/callback")]
    [TestCase("http://user@127.0.0.1/callback")]
    [TestCase("http://0.0.0.0/callback")]
    [TestCase("http://10.0.0.1/callback")]
    [TestCase("http://[::]/callback")]
    [TestCase("http://[::ffff:127.0.0.1]/callback")]
    [TestCase("http://127.0.0.1:99999/callback")]
    [TestCase("http://127.1/callback")]
    [TestCase("http://loopback/callback")]
    [TestCase("com.example.app:/callback")]
    [TestCase("oob")]
    public void T69_An_address_that_is_not_plainly_this_machine_is_not_listened_on(string redirectUri) =>
        Assert.That(RedirectAddress.TryParse(redirectUri), Is.Null);

    [TestCase("http://LOCALHOST:8080/cb?a=b", "http://LOCALHOST:8080/cb?a=b", "/cb")]
    [TestCase("http://127.0.0.1:80/cb", "http://127.0.0.1:80/cb", "/cb")]
    [TestCase("http://[::1]:8080", "http://[::1]:8080", "/")]
    public void A_redirect_URI_keeps_its_text(string redirectUri, string kept, string path)
    {
        var address = RedirectAddress.TryParse(redirectUri)!;
        Assert.That((address.Uri, address.Path), Is.EqualTo((kept, path)));
    }

    [Test]
    public async Task Localhost_is_answered_on_both_addresses()
    {
        await using var setup = new ListenerSetup("http://localhost/callback");
        foreach (var address in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback })
        {
            using var client = await setup.ConnectAsync(address);
            await client.SendAsync(Encoding.ASCII.GetBytes(setup.Get().Replace("127.0.0.1", "localhost")));
            Assert.That(await ListenerSetup.ReadAsync(client), Does.StartWith("HTTP/1.1 200"));
        }
    }

    [TestCase("http://127.0.0.1:{0}/callback")]
    [TestCase("http://localhost:{0}/callback")]
    public void A_port_that_is_taken_is_not_shared(string redirectUri)
    {
        using var other = new TcpListener(IPAddress.Loopback, FreePort.Next());
        other.Start();
        var address = RedirectAddress.TryParse(string.Format(redirectUri, ((IPEndPoint)other.LocalEndpoint).Port))!;
        Assert.That(
            () => LoopbackSockets.Bind(address),
            Throws.TypeOf<SocketException>().With.Property("SocketErrorCode").EqualTo(SocketError.AddressAlreadyInUse));
    }

    [Test]
    public async Task A_port_can_be_used_again_at_once()
    {
        var port = FreePort.Next();
        for (var round = 0; round < 3; round++)
        {
            await using var setup = new ListenerSetup($"http://127.0.0.1:{port}/callback");
            Assert.That(await setup.ExchangeAsync(setup.Get()), Does.StartWith("HTTP/1.1 200"));
        }
    }

    [Test]
    public async Task T69_Clients_that_say_nothing_block_nobody()
    {
        await using var setup = new ListenerSetup();
        var silent = new List<Socket>();
        for (var count = 0; count < 200; count++)
        {
            silent.Add(await setup.ConnectAsync());
            if (count % 2 == 0)
                await silent[^1].SendAsync("GET /callb"u8.ToArray());
        }
        Assert.That(await setup.ExchangeAsync(setup.Get()), Does.StartWith("HTTP/1.1 200"));
        silent.ForEach(client => client.Dispose());
    }

    [Test]
    public async Task T69_Many_callbacks_at_once_are_all_answered()
    {
        await using var setup = new ListenerSetup();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => setup.ExchangeAsync(setup.Get())));
        Assert.That(answers, Has.All.StartsWith("HTTP/1.1 200"));
    }

    [Test]
    public async Task T69_Closing_delivers_the_answer_that_is_under_way_and_drops_who_says_nothing()
    {
        var came = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var setup = new ListenerSetup(answering: () =>
        {
            came.SetResult();
            return go.Task;
        });
        using var silent = await setup.ConnectAsync();
        var answer = setup.ExchangeAsync(setup.Get());
        await came.Task.WaitAsync(Patience);
        var closing = setup.DisposeAsync().AsTask();
        Assert.That(await ListenerSetup.ReadAsync(silent), Is.Empty);
        Assert.That(await ListenerSetup.IsOpenAsync(setup.Port), Is.False);
        go.SetResult();
        Assert.That(await answer, Does.StartWith("HTTP/1.1 200").And.EndWith("got /callback?code=c "));
        await closing.WaitAsync(Patience);
    }

    [Test]
    public async Task Closing_does_not_wait_for_a_client_that_never_reads()
    {
        var setup = new ListenerSetup();
        using var client = await setup.ConnectAsync();
        await client.SendAsync(Encoding.ASCII.GetBytes(setup.Get()));
        while (setup.Callbacks == 0)
            await Task.Yield();
        await setup.DisposeAsync().AsTask().WaitAsync(Patience);
    }
}
