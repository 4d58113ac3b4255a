using System.Diagnostics;
using System.Text;

namespace OAuthClient.Tests.Peers;

/// <summary>
/// A server in a process of its own. It prints its address as its first line, and ends when its standard input does: with the tests,
/// however these end, or sooner, when it is disposed.
/// </summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _server;
    private readonly StringBuilder _complaints;

    private PeerProcess(Process server, string address, StringBuilder complaints) => (_server, Address, _complaints) = (server, address, complaints);

    /// <summary>What it printed.</summary>
    public string Address { get; }

    /// <summary>What it has written to standard error.</summary>
    public string Complaints
    {
        get
        {
            lock (_complaints)
                return _complaints.ToString();
        }
    }

    /// <summary>Starts a program that ends with the tests, and waits until it is ready.</summary>
    /// <returns>The address that it printed.</returns>
    public static async Task<string> StartAsync(string program, string folder, params IEnumerable<string> arguments) => (await BeginAsync(program, folder, arguments)).Address;

    /// <summary>Starts a program, and waits until it is ready.</summary>
    public static async Task<PeerProcess> BeginAsync(string program, string folder, params IEnumerable<string> arguments)
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
        if (await server.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } address)
            return new(server, address, complaints);
        await server.WaitForExitAsync();
        throw new InvalidOperationException($"{program} ended instead of printing its address: {complaints}");
    }

    /// <summary>Tells the program to do something, and waits until it repeats the word.</summary>
    public async Task TellAsync(string word)
    {
        await _server.StandardInput.WriteLineAsync(word);
        await _server.StandardInput.FlushAsync();
        if (await _server.StandardOutput.ReadLineAsync().WaitAsync(Patience) != word)
            throw new InvalidOperationException($"{_server.StartInfo.FileName} did not {word}");
    }

    public async ValueTask DisposeAsync()
    {
        _server.StandardInput.Close();
        await _server.WaitForExitAsync();
    }
}
