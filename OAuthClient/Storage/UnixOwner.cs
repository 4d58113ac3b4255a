using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OAuthClient.Storage;

/// <summary>
/// Asks Linux and macOS for the owner of a file or directory, which .NET does not tell. Other systems tell no owner.
/// </summary>
internal static partial class UnixOwner
{
    /// <returns>The owner; null when the system does not tell it, or there is no such file.</returns>
    public static uint? OfFile(SafeFileHandle file) => Ask(() => OperatingSystem.IsLinux()
        ? LinuxOwner.OfFile(file)
        : OperatingSystem.IsMacOS() ? MacOwner.OfFile(file) : null);

    /// <param name="path">The path of a file, a directory or a symbolic link.</param>
    /// <param name="followsLink">Whether to ask about what a symbolic link leads to, and not about the link.</param>
    /// <returns>The owner; null when the system does not tell it, or there is no such file.</returns>
    public static uint? OfPath(string path, bool followsLink) => Ask(() => OperatingSystem.IsLinux()
        ? LinuxOwner.OfPath(path, followsLink)
        : OperatingSystem.IsMacOS() ? MacOwner.OfPath(path, followsLink) : null);

    /// <returns>The user whose rights the program has; null when the system does not tell.</returns>
    public static uint? EffectiveUser() => OperatingSystem.IsWindows() ? null : Ask(() => GetEffectiveUser());

    // No C library of this name, or an old one: the modes have been checked all the same.
    private static uint? Ask(Func<uint?> ask)
    {
        try
        {
            return ask();
        }
        catch (Exception fault) when (fault is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();
}
