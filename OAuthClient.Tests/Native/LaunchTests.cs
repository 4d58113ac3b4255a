using OAuthClient.Native.Browsing;
using OAuthClient.Native.Planning;

namespace OAuthClient.Tests.Native;

/// <summary>
/// The launch of the system's browser: which addresses, by which command, and what a launcher may do.
/// </summary>
public class LaunchTests
{
    private static readonly string[] Dangerous =
    [
        "file:///etc/passwd",
        "file://server/share/evil.exe",
        "javascript:alert(1)",
        "data:text/html,hello",
        "ms-settings:privacy",
        "search-ms:query=a",
        "vscode://evil",
        "cmd:/c%20calc",
        "ftp://x.example/",
        "mailto:a@b.example",
        "http://x.example/",
        "http://127.0.0.1.evil.example/",
        "http://localhost.evil.example/",
        "https://good.example@evil.example/",
        "https://x.example/?a='b'",
        "/relative",
    ];

    // Uri escapes these: a launcher gets them as a browser would.
    private static readonly (string Address, string Launched)[] Harmless =
    [
        ("https://x.example/ & calc", "https://x.example/%20&%20calc"),
        ("https://x.example/?a=\"b\"&c=d", "https://x.example/?a=%22b%22&c=d"),
        ("https://x.example/?a=b\nc", "https://x.example/?a=b%0Ac"),
        ("https://x.example/?a=`id`", "https://x.example/?a=%60id%60"),
        ("https://x.example/?a=$(id);b|c>d", "https://x.example/?a=$(id);b%7Cc%3Ed"),
        ("https://x.example/?a=%26&b=%USERNAME%", "https://x.example/?a=%26&b=%25USERNAME%25"),
        ("https://x.example/--help", "https://x.example/--help"),
        ("http://127.0.0.1:8080/?a&b", "http://127.0.0.1:8080/?a&b"),
        ("http://[::1]:8080/", "http://[::1]:8080/"),
        ("http://localhost/", "http://localhost/"),
    ];

    private static IEnumerable<TestCaseData> Commands()
    {
        yield return Row("Windows", HostSystem.Windows, [], ["URL"]);
        yield return Row("Windows with $BROWSER", HostSystem.Windows, ["BROWSER=calc"], ["URL"]);
        yield return Row("macOS", HostSystem.MacOS, [], ["/usr/bin/open URL"]);
        yield return Row("Linux", HostSystem.Linux, [], ["xdg-open URL"]);
        yield return Row("$BROWSER", HostSystem.Linux, ["BROWSER=firefox"], ["firefox URL", "xdg-open URL"]);
        yield return Row(
            "$BROWSER with arguments", HostSystem.Linux, ["BROWSER=firefox --new-tab %s:lynx"],
            ["firefox --new-tab URL", "lynx URL", "xdg-open URL"]);
        yield return Row("$BROWSER on macOS", HostSystem.MacOS, ["BROWSER=x=%s"], ["x=%s URL", "/usr/bin/open URL"]);
        yield return Row(
            "WSL", HostSystem.Linux, ["WSL_DISTRO_NAME=Debian"],
            ["wslview URL", "rundll32.exe url.dll,FileProtocolHandler URL", "xdg-open URL"]);
    }

    [TestCaseSource(nameof(Dangerous))]
    public async Task T70_An_address_that_would_start_anything_but_a_browser_launches_nothing(string address)
    {
        using var launcher = new LauncherProgram();
        var fault = await launcher.Browser.OpenAsync(new(address, UriKind.RelativeOrAbsolute), default);
        Assert.That(fault, Is.Not.Null);
        Assert.That(launcher.Arguments, Is.Null);
    }

    [TestCaseSource(nameof(Harmless))]
    public async Task T70_An_address_is_one_argument_that_no_shell_reads((string Address, string Launched) row)
    {
        using var launcher = new LauncherProgram();
        var fault = await launcher.Browser.OpenAsync(new(row.Address), default);
        Assert.That(fault, Is.Null);
        Assert.That(launcher.Arguments, Is.EqualTo(new[] { row.Launched }));
    }

    [TestCaseSource(nameof(Commands))]
    public void T70_The_system_has_its_own_way_to_its_browser(object system, string[] variables, string[] commands)
    {
        var environment = variables.ToDictionary(pair => pair.Split('=', 2)[0], pair => pair.Split('=', 2)[1]);
        var url = new Uri("https://x.example/");
        var listed = LaunchCommand.For(url, (HostSystem)system, name => environment.GetValueOrDefault(name))
            .Select(command => string.Join(' ', [command.Program, .. command.Arguments]));
        Assert.That(listed, Is.EqualTo(commands.Select(text => text.Replace("URL", "https://x.example/"))));
    }

    [Test]
    public void Only_Windows_finds_the_program_itself()
    {
        var url = new Uri("https://x.example/");
        var starts = Enum.GetValues<HostSystem>()
            .SelectMany(system => LaunchCommand.For(url, system, _ => null))
            .Select(command => command.CreateStart())
            .Where(start => start.UseShellExecute)
            .Select(start => start.FileName);
        Assert.That(starts, Is.EqualTo(new[] { "https://x.example/" }));
    }

    [TestCase("exit 3", "launcher ended with 3")]
    [TestCase(null, "launcher could not be started")]
    public async Task A_launcher_that_fails_or_is_missing_is_told_with_its_reason(string? script, string reason)
    {
        using var launcher = new LauncherProgram(script);
        Assert.That(await launcher.Browser.OpenAsync(new("https://x.example/"), default), Does.StartWith(reason));
    }

    [Test]
    public async Task A_launcher_that_does_not_end_is_left_alone_and_reads_and_prints_nothing_here()
    {
        using var launcher = new LauncherProgram(
            "cat > \"$0.input\"; head -c 1000000 /dev/zero; sleep 300");
        Assert.That(await launcher.Browser.OpenAsync(new("https://x.example/"), default), Is.Null);
        Assert.That(launcher.ReadInput(), Is.Empty);
    }

    private static TestCaseData Row(string name, HostSystem system, string[] variables, string[] commands) =>
        new TestCaseData(system, variables, commands).SetArgDisplayNames(name);
}
