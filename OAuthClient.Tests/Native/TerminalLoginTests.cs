using System.Diagnostics;
using System.Text.RegularExpressions;
using OAuthClient.Testing;
using OAuthClient.Tests.Peers;

namespace OAuthClient.Tests.Native;

/// <summary>The first example of the package, as a program in a real terminal.</summary>
public partial class TerminalLoginTests
{
    private const string Asked = "press Enter.";

    [Test]
    public async Task A_browser_that_comes_back_ends_the_login()
    {
        await using var program = await ExampleInTerminal.StartAsync();
        using var http = new HttpClient();
        var page = await http.GetStringAsync((await program.AllowAsync()).Url);
        Assert.That(await program.Terminal.WaitForExitAsync(), Is.Zero);
        Assert.That(page, Does.Contain("You are logged in"));
        Assert.That(await program.Terminal.CaptureAsync(), Does.Contain("Stored").And.Contain("anna"));
    }

    [Test]
    public async Task A_pasted_address_ends_the_login_and_is_not_shown()
    {
        await using var program = await ExampleInTerminal.StartAsync();
        var callback = await program.AllowAsync();
        await program.Terminal.PasteAsync(callback.Url.OriginalString);
        await program.Terminal.PressAsync("Enter");
        Assert.That(await program.Terminal.WaitForExitAsync(), Is.Zero);
        var code = OAuthCallback.FromUrl(callback.Url.OriginalString)["code"]!;
        Assert.That(await program.Terminal.CaptureAsync(), Does.Contain("Stored").And.Not.Contain(code));
    }

    [Test]
    public async Task A_pasted_address_may_be_longer_than_a_line_of_the_system()
    {
        await using var program = await ExampleInTerminal.StartAsync();
        var callback = await program.AllowAsync();
        await program.Terminal.PasteAsync($"{callback.Url.OriginalString}&more={new string('x', 7000)}");
        await program.Terminal.PressAsync("Enter");
        Assert.That(await program.Terminal.WaitForExitAsync(), Is.Zero);
        Assert.That(await program.Terminal.CaptureAsync(), Does.Contain("Stored"));
    }

    [Test]
    public async Task Control_C_leaves_the_terminal_as_it_was_and_no_port_open()
    {
        await using var program = await ExampleInTerminal.StartAsync();
        await program.Terminal.TypeAsync("half a li");
        await program.Terminal.WaitForAsync("*********");
        await program.Terminal.PressAsync("C-c");
        Assert.That(await program.Terminal.WaitForExitAsync(), Is.EqualTo(0));
        var screen = await program.Terminal.CaptureAsync();
        Assert.That(screen, Does.Contain(" icanon").And.Contain(" echo ").And.Not.Contain("-icanon"));
        Assert.That(await ListenerSetup.IsOpenAsync(await program.PortAsync()), Is.False);
    }

    [Test]
    public async Task A_narrow_terminal_has_the_address_and_no_QR_code()
    {
        await using var program = await ExampleInTerminal.StartAsync(columns: 30);
        await program.Terminal.WaitForAsync("enter the code");
        Assert.That(await program.Terminal.CaptureAsync(), Does.Not.Contain("█"));
        await program.AllowAsync();
    }

    [Test]
    public async Task A_wide_terminal_has_a_QR_code_with_its_quiet_zone()
    {
        await using var program = await ExampleInTerminal.StartAsync();
        var screen = await program.Terminal.WaitForAsync("▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀▀");
        Assert.That(screen, Does.Match(@"enter the code: \S{4}-\S{4}").And.Contain("████ ▄▄▄▄▄ █"));
    }

    // The program is run by a shell, which shows the settings of the terminal behind it.
    private sealed partial class ExampleInTerminal(PretendProvider provider, Tmux terminal, string file) : IAsyncDisposable
    {
        public Tmux Terminal => terminal;

        public static async Task<ExampleInTerminal> StartAsync(int columns = 100)
        {
            var provider = PretendProvider.Listen();
            var file = Path.Combine(AppContext.BaseDirectory, $"example-{Path.GetRandomFileName()}.dll");
            await using (var assembly = File.Create(file))
                DocumentCompiler.Compile(FirstExample.Prepare("OAuthClient.Native/README.md", provider)).Emit(assembly);
            var settings = Path.Combine(AppContext.BaseDirectory, "OAuthClient.Tests");
            var start = new ProcessStartInfo(
                "/bin/sh",
                [
                    "-c", "trap : INT; \"$@\"; code=$?; stty -a; exit $([ $code = 130 ] && echo 0 || echo $code)", "sh", Command.Dotnet,
                    "exec", "--depsfile", $"{settings}.deps.json", "--runtimeconfig", $"{settings}.runtimeconfig.json", file,
                ]);
            foreach (var name in new[] { "DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "CI", "SSH_CONNECTION", "SSH_TTY" })
                start.Environment.Remove(name);
            var program = new ExampleInTerminal(provider, await Tmux.StartAsync(columns, 60, start), file);
            await program.Terminal.WaitForAsync(Asked);
            return program;
        }

        /// <summary>Allows the login at the address that the terminal shows, whose line it wraps.</summary>
        public async Task<PretendCallback> AllowAsync() =>
            await FakeBrowser.AllowAsync(new(Address().Match(await terminal.CaptureAsync()).Value));

        public async Task<int> PortAsync()
        {
            var address = Address().Match(await terminal.CaptureAsync()).Value;
            return new Uri(OAuthCallback.FromUrl(address)["redirect_uri"]!).Port;
        }

        public async ValueTask DisposeAsync()
        {
            await terminal.DisposeAsync();
            await provider.DisposeAsync();
            File.Delete(file);
        }

        [GeneratedRegex(@"http://127\.0\.0\.1:\d+/authorize\S*")]
        private static partial Regex Address();
    }
}
