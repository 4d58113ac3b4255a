using System.Diagnostics;

namespace OAuthClient.Tests.Peers;

/// <summary>
/// Debian's gnome-keyring in D-Bus sessions of its own. Its files are in a folder that outlives a session, as a user's
/// keychain outlives a login.
/// </summary>
internal sealed class Keyring : IDisposable
{
    private const string Unlock =
        "printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; ";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keyring-");

    private Keyring() { }

    /// <summary>Gets a keychain without entries; skips the test if it is not installed.</summary>
    public static Task<Keyring> CreateAsync() =>
        Peers.WaitOrSkipAsync(new Lazy<Task<Keyring>>(() => Task.FromResult(Find())));

    /// <summary>Runs a shell script in a session with the unlocked keychain: its stdout, or a failed test.</summary>
    /// <param name="script">The script; <c>"$@"</c> is the command that follows.</param>
    /// <param name="command">A command for the script.</param>
    public Task<string> RunAsync(string script, ProcessStartInfo command)
    {
        var start = new ProcessStartInfo(
            "dbus-run-session",
            ["--", "/bin/sh", "-c", Unlock + script, "session", command.FileName, .. command.ArgumentList]);
        start.Environment["HOME"] = _folder.FullName;
        start.Environment["XDG_RUNTIME_DIR"] = _folder.FullName;
        start.Environment.Remove("XDG_DATA_HOME");
        return Command.RunAsync(start);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Keyring Find()
    {
        string[] needed = ["/usr/bin/dbus-run-session", "/usr/bin/gnome-keyring-daemon"];
        if (needed.All(File.Exists)
            && Directory.EnumerateDirectories("/usr/lib").Any(folder => File.Exists($"{folder}/libsecret-1.so.0")))
        {
            return new();
        }
        throw new PeerMissingException(
            "no keychain is there (apt-get install libsecret-1-0 gnome-keyring dbus)");
    }
}
