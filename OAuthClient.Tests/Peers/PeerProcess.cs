using System.Diagnostics;
using System.Text;

namespace OAuthClient.Tests.Peers;

/// <summary>
/// A server in a process of its own. It prints its address as its first line, and ends when its standard input does: with the tests,
/// however these end.
/// </summary>
internal static class PeerProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Starts a program and waits until it is ready.</summary>
    /// <returns>The address that it printed.</returns>
    public static async Task<string> StartAsync(string program, string folder, params IEnumerable<string> arguments)
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
        server.ErrorDataReceived += (_, line) => complaints.AppendLine(line.Data);
        server.BeginErrorReadLine();
        if (await server.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } address)
            return address;
        await server.WaitForExitAsync();
        throw new InvalidOperationException($"{program} ended instead of printing its address: {complaints}");
    }
}
