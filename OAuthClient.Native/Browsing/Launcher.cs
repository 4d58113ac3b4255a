using System.ComponentModel;
using System.Diagnostics;

namespace OAuthClient.Native.Browsing;

/// <summary>Starts a launcher, and watches for a moment whether it fails.</summary>
internal static class Launcher
{
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(3);

    /// <returns>Null if the launcher ended well or still runs; otherwise what went wrong, as a clause.</returns>
    public static async Task<string?> StartAsync(LaunchCommand command, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(command.Program);
        try
        {
            var process = Process.Start(command.CreateStart());
            if (process is null || command.IsShellExecute)
            {
                process?.Dispose();
                return null;
            }
            return await WatchAsync(process, cancellationToken).ConfigureAwait(false) is { } code and not 0
                ? $"{name} ended with {code}"
                : null;
        }
        catch (Exception missing) when (missing is Win32Exception or IOException or InvalidOperationException)
        {
            return command.IsShellExecute ? "Windows could not open it" : $"{name} could not be started";
        }
    }

    // A browser that the launcher has started may hold its pipes for hours: it is left alone, and what it prints goes
    // nowhere.
    private static async Task<int?> WatchAsync(Process process, CancellationToken cancellationToken)
    {
        process.StandardInput.Close();
        var ended = process.WaitForExitAsync(CancellationToken.None);
        _ = DiscardAsync(process, ended);
        await ended.WaitAsync(Watched, TimeProvider.System, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ended.IsCompletedSuccessfully ? process.ExitCode : null;
    }

    private static async Task DiscardAsync(Process process, Task ended)
    {
        var output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
        await Task.WhenAll(output, errors, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
