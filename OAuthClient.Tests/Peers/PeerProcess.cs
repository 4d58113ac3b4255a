using System.Diagnostics;
using System.Text;

namespace OAuthClient.Tests.Peers;

/// <summary>
/// A server in a separate process. The server prints its address as its first line, and exits when its standard input
/// is closed. The input is closed when this object is disposed, and when the test process ends, even by a crash.
/// </summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private readonly Process _server;
    private readonly StringBuilder _errorOutput;

    private PeerProcess(Process server, string address, StringBuilder errorOutput)
    {
        _server = server;
        _errorOutput = errorOutput;
        Address = address;
    }

    /// <summary>The first line that the server printed.</summary>
    public string Address { get; }

    /// <summary>The text that the server has written to its standard error so far.</summary>
    public string ErrorOutput
    {
        get
        {
            lock (_errorOutput)
                return _errorOutput.ToString();
        }
    }

    /// <summary>Starts a program that runs until the test process ends, and waits for the program's address.</summary>
    /// <returns>The address that the program printed.</returns>
    public static async Task<string> LaunchSharedAsync(
        string program, string folder, params IEnumerable<string> arguments) =>
        (await LaunchAsync(program, folder, arguments)).Address;

    /// <summary>Starts a program, and waits for its first line, the address.</summary>
    public static async Task<PeerProcess> LaunchAsync(
        string program, string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var server = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.StandardInput.Close();
        var complaints = new StringBuilder();
        server.ErrorDataReceived += (_, line) =>
        {
            lock (complaints)
                complaints.AppendLine(line.Data);
        };
        server.BeginErrorReadLine();
        if (await server.StandardOutput.ReadLineAsync().WaitAsync(Timeout) is { } address)
            return new(server, address, complaints);
        await server.WaitForExitAsync();
        throw new InvalidOperationException($"{program} ended instead of printing its address: {complaints}");
    }

    /// <summary>Sends a command to the program, and waits until the program echoes it.</summary>
    public async Task SendCommandAsync(string word)
    {
        await _server.StandardInput.WriteLineAsync(word);
        await _server.StandardInput.FlushAsync();
        if (await _server.StandardOutput.ReadLineAsync().WaitAsync(Timeout) != word)
            throw new InvalidOperationException($"{_server.StartInfo.FileName} did not {word}");
    }

    public async ValueTask DisposeAsync()
    {
        _server.StandardInput.Close();
        await _server.WaitForExitAsync();
    }
}
