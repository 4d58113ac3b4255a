using OAuthClient.Native;
using OAuthClient.Native.Planning;

namespace OAuthClient.Tests.Native;

/// <summary>
/// The ways that run in each surrounding, as a table. L: a browser is launched, P: a port is listened on, A: a person
/// is asked to paste, D: a device code is shown, C: the page that shows a code is offered; minus: impossible.
/// </summary>
public class LoginPlanTests
{
    private static readonly LoginNeeds Usual = new();
    private static readonly LoginNeeds Device = new() { HasDevice = true };
    private static readonly LoginNeeds CodePage = new() { HasCodePage = true };
    private static readonly LoginFacts Terminal = new() { CanAsk = true, CanShow = true, IsTerminal = true };
    private static readonly LoginFacts Piped = new() { CanShow = true };

    private static IEnumerable<TestCaseData> Rows()
    {
        yield return Row("a desktop", Terminal with { HasDisplay = true }, Usual, "LPA", null);
        yield return Row("Windows", Terminal with { System = HostSystem.Windows }, Usual, "LPA", null);
        yield return Row("macOS", Terminal with { System = HostSystem.MacOS }, Usual, "LPA", null);
        yield return Row("a desktop, piped", Piped with { HasDisplay = true }, Usual, "LP", null);
        yield return Row("no display", Terminal, Usual, "PA", "There is no display");
        yield return Row("no display, device", Terminal, Device, "PAD", "There is no display");
        yield return Row("a container", Terminal with { IsContainer = true }, Usual, "PA", "This is a container");
        yield return Row("a container with a display", Terminal with { IsContainer = true, HasDisplay = true }, Usual, "LPA", null);
        yield return Row("WSL", Terminal with { IsWsl = true }, Usual, "LPA", null);
        yield return Row("SSH", Terminal with { IsRemote = true }, Usual, "PA", "This is an SSH session");
        yield return Row("SSH to WSL", Terminal with { IsRemote = true, IsWsl = true }, Usual, "PA", "This is an SSH session");
        yield return Row("SSH to macOS", Terminal with { IsRemote = true, System = HostSystem.MacOS }, Usual, "PA", "This is an SSH");
        yield return Row("SSH to Windows", Terminal with { IsRemote = true, System = HostSystem.Windows }, Usual, "PA", "This is an SSH");
        yield return Row("SSH with a display", Terminal with { IsRemote = true, HasDisplay = true }, Usual, "LPA", null);
        yield return Row("SSH with $BROWSER", Terminal with { IsRemote = true, HasBrowserVariable = true }, Usual, "LPA", null);
        yield return Row("CI", Piped with { IsAutomatic = true, HasDisplay = true }, Usual, "-", "This is an automatic build");
        yield return Row("CI, device", Piped with { IsAutomatic = true }, Device, "PD", "This is an automatic build");
        yield return Row("no terminal", Piped, Usual, "-", "There is no display");
        yield return Row("no terminal, device", Piped, Device, "PD", "There is no display");
        yield return Row("output at a terminal only", Terminal with { CanAsk = false }, Usual, "P", "There is no display");
        yield return Row("a silent program", new() { HasDisplay = true }, Device, "LP", null);
        yield return Row("a silent program, no display", new(), Device, "-", "There is no display");
        yield return Row("the host's own browser", Piped, Usual with { HasOwnBrowser = true }, "LP", null);
        yield return Row("a redirect URI elsewhere", Terminal with { HasDisplay = true }, Usual with { IsLoopback = false }, "LA", null);
        yield return Row("a redirect URI elsewhere, piped", Piped with { HasDisplay = true }, Usual with { IsLoopback = false }, "-", null);
        yield return Row("a code page", Terminal with { HasDisplay = true }, CodePage, "LPAC", null);
        yield return Row("a code page, no display", Terminal, CodePage, "AC", "There is no display");
        yield return Row("a code page, piped", Piped with { HasDisplay = true }, CodePage, "LP", null);
        yield return Row("device only", Terminal with { HasDisplay = true }, Device with { Ways = NativeLoginWays.Device }, "D", "No browser");
        yield return Row("device only, and none", Terminal, Usual with { Ways = NativeLoginWays.Device }, "-", "No browser");
        yield return Row("a provider without a page", Terminal, Device with { HasAuthorization = false }, "D", null);
        yield return Row(
            "no browser wanted", Terminal with { HasDisplay = true },
            Usual with { Ways = NativeLoginWays.Loopback | NativeLoginWays.Paste }, "PA", "No browser is opened here");
        yield return Row(
            "loopback only, piped, no display", Piped, Usual with { Ways = NativeLoginWays.Browser | NativeLoginWays.Loopback }, "-",
            "There is no display");
        yield return Row("a caller that opens the address", Piped, Usual with { Ways = NativeLoginWays.Loopback }, "P", "No browser");
    }

    [TestCaseSource(nameof(Rows))]
    public void A_rule_decides_what_runs_and_a_sentence_says_why(object facts, object needs, string runs, string? said)
    {
        var plan = LoginPlan.Make((LoginFacts)facts, (LoginNeeds)needs);
        Assert.That(plan.IsPossible ? Letters(plan) : "-", Is.EqualTo(runs));
        Assert.That(plan.Obstacle, said is null ? Is.Null : Does.StartWith(said));
    }

    [TestCase("DISPLAY=:0", nameof(LoginFacts.HasDisplay))]
    [TestCase("WAYLAND_DISPLAY=wayland-0", nameof(LoginFacts.HasDisplay))]
    [TestCase("SSH_CONNECTION=1 2 3 4", nameof(LoginFacts.IsRemote))]
    [TestCase("SSH_TTY=/dev/pts/0", nameof(LoginFacts.IsRemote))]
    [TestCase("WSL_DISTRO_NAME=Debian", nameof(LoginFacts.IsWsl))]
    [TestCase("WSL_INTEROP=/run/WSL/1", nameof(LoginFacts.IsWsl))]
    [TestCase("BROWSER=firefox", nameof(LoginFacts.HasBrowserVariable))]
    [TestCase("CI=true", nameof(LoginFacts.IsAutomatic))]
    [TestCase("KUBERNETES_SERVICE_HOST=10.0.0.1", nameof(LoginFacts.IsContainer))]
    [TestCase("container=podman", nameof(LoginFacts.IsContainer))]
    [TestCase("/.dockerenv", nameof(LoginFacts.IsContainer))]
    [TestCase("/run/.containerenv", nameof(LoginFacts.IsContainer))]
    [TestCase("CI=false", null)]
    [TestCase("DISPLAY=", null)]
    public void A_fact_comes_from_the_environment_or_a_file(string given, string? fact)
    {
        var pair = given.Split('=', 2);
        var facts = LoginFacts.Read(
            new SilentTerminal(), HostSystem.Linux,
            name => pair.Length == 2 && name == pair[0] ? pair[1] : null,
            file => file == given);
        var set = typeof(LoginFacts).GetProperties()
            .Where(property => property.GetValue(facts) is true).Select(property => property.Name);
        Assert.That(set, Is.EqualTo(fact is null ? [] : new[] { fact }));
    }

    private static string Letters(LoginPlan plan)
    {
        (bool Runs, char Letter)[] ways =
        [
            (plan.Launches, 'L'), (plan.Listens, 'P'), (plan.Asks, 'A'), (plan.UsesDevice, 'D'),
            (plan.OffersCodePage, 'C'),
        ];
        return string.Concat(ways.Where(way => way.Runs).Select(way => way.Letter));
    }

    private static TestCaseData Row(string name, LoginFacts facts, LoginNeeds needs, string runs, string? said) =>
        new TestCaseData(facts, needs, runs, said).SetArgDisplayNames(name);
}
