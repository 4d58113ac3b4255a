namespace OAuthClient.Tests.Peers;

/// <summary>Checks the terminal that other tests use.</summary>
public class TmuxTests
{
    [Test]
    public async Task A_program_reads_what_is_typed_and_its_exit_code_and_screen_are_read()
    {
        await using var terminal = await Tmux.StartAsync(
            30, 10, "/bin/sh", "-c", "read line; echo \"got $line\"; stty size; exit 3");
        await terminal.TypeAsync("a 'b' $c;");
        await terminal.PressAsync("Enter");
        Assert.That(await terminal.WaitForExitAsync(), Is.EqualTo(3));
        Assert.That(await terminal.CaptureAsync(), Does.Contain("got a 'b' $c;").And.Contain("10 30"));
    }

    [Test]
    public async Task A_line_that_the_terminal_wraps_is_read_as_one()
    {
        var line = new string('x', 100);
        await using var terminal = await Tmux.StartAsync(30, 10, "/bin/echo", line);
        Assert.That(await terminal.WaitForAsync(line), Does.Contain(line));
        Assert.That(await terminal.CaptureScreenAsync(), Does.Not.Contain(line));
    }

    [Test]
    public async Task Control_C_interrupts_the_program()
    {
        await using var terminal = await Tmux.StartAsync(
            30, 10, "/bin/sh", "-c", "trap 'exit 130' INT; echo ready; while :; do sleep 0.1; done");
        await terminal.WaitForAsync("ready");
        await terminal.PressAsync("C-c");
        Assert.That(await terminal.WaitForExitAsync(), Is.EqualTo(130));
    }
}
