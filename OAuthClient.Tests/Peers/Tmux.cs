using System.Diagnostics;
using System.Globalization;

namespace OAuthClient.Tests.Peers;

/// <summary>
/// A program in a terminal of a given size: tmux, with a server of its own that ends when this object is disposed. Keys
/// are sent to the program, and its screen is read as text.
/// </summary>
internal sealed class Tmux : IAsyncDisposable
{
    private const string ExecutablePath = "/usr/bin/tmux";
    private const string Pane = "main";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly string _folder;

    private Tmux(string folder) => _folder = folder;

    private string Socket => Path.Combine(_folder, "socket");

    private string ExitCodeFile => Path.Combine(_folder, "exit-code");

    /// <summary>Starts a program in a terminal; skips the test if tmux is not installed.</summary>
    /// <param name="columns">The width of the terminal.</param>
    /// <param name="rows">The height of the terminal.</param>
    /// <param name="program">The program; no shell reads its arguments.</param>
    /// <param name="arguments">The arguments.</param>
    public static Task<Tmux> StartAsync(
        int columns, int rows, string program, params IEnumerable<string> arguments) =>
        StartAsync(columns, rows, new ProcessStartInfo(program, arguments));

    /// <summary>
    /// Starts a program in a terminal; skips the test if tmux is not installed. The program has the environment of the
    /// start, and is started in its working directory.
    /// </summary>
    public static Task<Tmux> StartAsync(int columns, int rows, ProcessStartInfo start) =>
        Peers.WaitOrSkipAsync(new Lazy<Task<Tmux>>(() => LaunchAsync(columns, rows, start)));

    /// <summary>Presses keys, by the names that tmux gives them: <c>Enter</c>, <c>C-c</c>, <c>Up</c>.</summary>
    public Task PressAsync(params IEnumerable<string> keys) => SendAsync(["send-keys", "-t", Pane, .. keys]);

    /// <summary>Types a text, without Enter.</summary>
    public Task TypeAsync(string text)
    {
        // A semicolon at the end of an argument would end tmux's own command.
        var typed = text.EndsWith(';') ? $@"{text[..^1]}\;" : text;
        return SendAsync("send-keys", "-t", Pane, "-l", "--", typed);
    }

    /// <summary>Pastes a text of any length at once, without Enter.</summary>
    public async Task PasteAsync(string text)
    {
        var file = Path.Combine(_folder, "pasted");
        await File.WriteAllTextAsync(file, text);
        await SendAsync("load-buffer", file);
        await SendAsync("paste-buffer", "-r", "-d", "-t", Pane);
    }

    /// <summary>Gives the terminal another size.</summary>
    public Task ResizeAsync(int columns, int rows) =>
        SendAsync("resize-window", "-t", Pane, "-x", Number(columns), "-y", Number(rows));

    /// <summary>Reads the screen and what has scrolled away. A line that the terminal wrapped is one line.</summary>
    public async Task<string> CaptureAsync() =>
        (await SendAsync("capture-pane", "-p", "-J", "-S", "-", "-t", Pane)).TrimEnd();

    /// <summary>Reads the screen as it is, without what has scrolled away: one line for each row.</summary>
    public Task<string> CaptureScreenAsync() => SendAsync("capture-pane", "-p", "-t", Pane);

    /// <summary>Reads the screen with its colors, as escape codes.</summary>
    public Task<string> CaptureColorsAsync() => SendAsync("capture-pane", "-p", "-e", "-t", Pane);

    /// <summary>Waits until the screen shows a text.</summary>
    /// <returns>The screen.</returns>
    public Task<string> WaitForAsync(string text) =>
        WaitForAsync(screen => screen.Contains(text, StringComparison.Ordinal), $"'{text}'");

    /// <summary>Waits until the screen is as a test wants it.</summary>
    /// <returns>The screen.</returns>
    public async Task<string> WaitForAsync(Func<string, bool> isShown, string description)
    {
        var started = Stopwatch.StartNew();
        while (true)
        {
            var screen = await CaptureAsync();
            if (isShown(screen))
                return screen;
            if (started.Elapsed > Timeout)
                throw new InvalidOperationException($"The terminal never showed {description}:\n{screen}");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>Waits until the program has ended.</summary>
    /// <returns>The exit code of the program.</returns>
    public async Task<int> WaitForExitAsync()
    {
        var started = Stopwatch.StartNew();
        while (true)
        {
            var code = File.Exists(ExitCodeFile) ? await File.ReadAllTextAsync(ExitCodeFile) : "";
            if (code.EndsWith('\n'))
                return int.Parse(code, CultureInfo.InvariantCulture);
            if (started.Elapsed > Timeout)
                throw new InvalidOperationException($"The program never ended:\n{await CaptureAsync()}");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await SendAsync("kill-server");
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<Tmux> LaunchAsync(int columns, int rows, ProcessStartInfo start)
    {
        if (!File.Exists(ExecutablePath))
            throw new PeerMissingException("tmux is not there (apt-get install tmux)");
        var tmux = new Tmux(Directory.CreateTempSubdirectory("tmux-").FullName);
        // The terminal outlives its program, so that the last screen and the exit code can be read.
        await File.WriteAllTextAsync(
            Path.Combine(tmux._folder, "tmux.conf"),
            """
            set -g remain-on-exit on
            set -g remain-on-exit-format ""
            set -g status off
            set -g history-limit 20000
            set -g default-terminal "screen-256color"
            set -s escape-time 0
            """);
        string[] size = ["-x", Number(columns), "-y", Number(rows)];
        string[] folder = start.WorkingDirectory.Length > 0 ? ["-c", start.WorkingDirectory] : [];
        await tmux.SendAsync(
            ["new-session", "-d", "-s", Pane, .. size, .. folder, .. tmux.CommandOf(start)]);
        return tmux;
    }

    // TERM is tmux's own. A shell writes the exit code to a file, for tmux loses one now and then. It reads no argument
    // as a command.
    private IEnumerable<string> CommandOf(ProcessStartInfo start)
    {
        var variables =
            from variable in start.Environment
            where variable.Key is not ("TERM" or "TMUX" or "TMUX_PANE")
            select $"{variable.Key}={variable.Value}";
        string[] shell = ["/bin/sh", "-c", """trap : INT QUIT; "$@"; echo $? > "$0" """, ExitCodeFile];
        string[] environment = ["/usr/bin/env", "-i", "TERM=screen-256color", .. variables];
        return [.. shell, .. environment, start.FileName, .. start.ArgumentList];
    }

    private Task<string> SendAsync(params IEnumerable<string> command)
    {
        var start = new ProcessStartInfo(
            ExecutablePath, ["-u", "-S", Socket, "-f", Path.Combine(_folder, "tmux.conf"), .. command]);
        start.Environment.Remove("TMUX");
        return Command.RunAsync(start);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
