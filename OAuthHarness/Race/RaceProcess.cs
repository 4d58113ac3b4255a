using System.Diagnostics;

namespace OAuthHarness.Race;

/// <summary>Another process of this program that is talked to a line at a time.</summary>
internal sealed class RaceProcess : IDisposable
{
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromMinutes(2);
    private readonly Process _process;

    /// <summary>This program, where all that it needs lies beside it.</summary>
    public static string Program { get; set; } = typeof(RaceProcess).Assembly.Location;

    private RaceProcess(Process process) => _process = process;

    /// <summary>Starts it.</summary>
    /// <returns>It, and the first line it says.</returns>
    public static async Task<(RaceProcess Process, string Said)> StartAsync(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var word in (string[])[Program, "race", .. words])
            start.ArgumentList.Add(word);
        var started = new RaceProcess(Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started."));
        return (started, await started.ReadLineAsync() ?? throw new InvalidOperationException($"race {words[0]} ended at once."));
    }

    public void WriteNumber(int number) => _process.StandardInput.WriteLine(number);

    /// <returns>The next line; null when it has ended.</returns>
    public async Task<string?> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync().WaitAsync(ReadTimeout, TimeProvider.System);

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
