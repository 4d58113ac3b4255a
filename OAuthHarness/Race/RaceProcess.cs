using System.Diagnostics;

namespace OAuthHarness.Race;

/// <summary>Another process of this program, which reads and writes lines.</summary>
internal sealed class RaceProcess : IDisposable
{
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromMinutes(2);
    private readonly Process _process;

    /// <summary>The path of this program's assembly, in a folder with all its dependencies.</summary>
    /// <value>By default this program's. A program of native code has none, and is started itself.</value>
    public static string Program { get; set; } =
        Path.Combine(AppContext.BaseDirectory, $"{typeof(RaceProcess).Assembly.GetName().Name}.dll");

    private RaceProcess(Process process) => _process = process;

    /// <summary>Starts a process.</summary>
    /// <returns>The process, and the first line that it writes.</returns>
    public static async Task<(RaceProcess Process, string FirstLine)> StartAsync(params string[] words)
    {
        string[] command = File.Exists(Program) ? ["dotnet", Program] : [Environment.ProcessPath!];
        var start = new ProcessStartInfo(command[0], [.. command[1..], "race", .. words])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("The program could not be started again.");
        var started = new RaceProcess(process);
        var line = await started.ReadLineAsync();
        return (started, line ?? throw new InvalidOperationException($"race {words[0]} ended at once."));
    }

    public void WriteNumber(int number) => _process.StandardInput.WriteLine(number);

    /// <returns>The next line; null when the process has ended.</returns>
    public async Task<string?> ReadLineAsync() =>
        await _process.StandardOutput.ReadLineAsync().WaitAsync(ReadTimeout, TimeProvider.System);

    public async Task<string?> AskAsync(int number)
    {
        WriteNumber(number);
        return await ReadLineAsync();
    }

    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
