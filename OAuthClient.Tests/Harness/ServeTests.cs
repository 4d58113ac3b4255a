using System.Diagnostics;
using System.Text.Json.Nodes;
using OAuthClient.Tests.Peers;
using OAuthHarness;

namespace OAuthClient.Tests.Harness;

/// <summary>The command <c>serve</c> in a terminal and in a script.</summary>
public class ServeTests
{
    [Test]
    public async Task It_serves_in_a_narrow_terminal_until_Ctrl_C()
    {
        var port = FreePort.Next();
        await using var terminal = await Tmux.StartAsync(40, 60, HarnessProgram.Start("serve", "--port", $"{port}"));
        var screen = await terminal.WaitForAsync("Ctrl-C ends");
        Assert.That(screen, Does.Contain($"http://127.0.0.1:{port}").And.Contain("pretend-client"));
        using var harness = new HarnessRun();
        Assert.That((await harness.RunAsync("discover", $"http://127.0.0.1:{port}")).Code, Is.Zero);
        await terminal.PressAsync("C-c");
        Assert.That(await terminal.WaitForExitAsync(), Is.Zero);
    }

    [Test]
    public async Task A_script_reads_the_addresses_and_the_provider_misbehaves_as_told()
    {
        var start = HarnessProgram.Start("serve", "--json", "--quiet", "--misbehave", "metadata-html");
        start.RedirectStandardOutput = true;
        using var server = Process.Start(start)!;
        try
        {
            var json = "";
            while (!json.TrimEnd().EndsWith('}'))
                json += await server.StandardOutput.ReadLineAsync() + "\n";
            using var harness = new HarnessRun();
            var (code, _, error) = await harness.RunAsync("discover", (string)JsonNode.Parse(json)!["issuer"]!);
            Assert.That(code, Is.EqualTo(ExitCode.Refused), error);
        }
        finally
        {
            server.Kill();
        }
    }

    [Test]
    public async Task A_port_that_is_taken_is_one_line_that_says_what_to_do()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        using var harness = new HarnessRun();
        var (code, _, error) = await harness.RunAsync("serve", "--port", $"{port}");
        Assert.That((code, error.Split('\n').Length), Is.EqualTo((ExitCode.WrongUse, 1)), error);
        Assert.That(error, Does.Contain($"The port {port}").And.Contain("another --port"));
    }
}
