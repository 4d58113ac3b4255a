using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OAuthClient.Storage;

/// <summary>The owner of a file on macOS, by the <c>stat</c> functions with inodes of 64 bits.</summary>
/// <remarks>On Intel the functions with inodes of 32 bits have the plain names.</remarks>
internal static partial class MacOwner
{
    private static readonly bool IsIntel = RuntimeInformation.ProcessArchitecture == Architecture.X64;

    [StructLayout(LayoutKind.Explicit, Size = 144)]
    private struct FileStatus
    {
        [FieldOffset(16)]
        public uint Owner;
    }

    public static uint? OfFile(SafeFileHandle file)
    {
        var result = IsIntel ? FStatOnIntel(file, out var status) : FStat(file, out status);
        return result == 0 ? status.Owner : null;
    }

    public static uint? OfPath(string path, bool followsLink) => followsLink ? OfTarget(path) : OfLink(path);

    private static uint? OfTarget(string path)
    {
        var result = IsIntel ? StatOnIntel(path, out var status) : Stat(path, out status);
        return result == 0 ? status.Owner : null;
    }

    private static uint? OfLink(string path)
    {
        var result = IsIntel ? LStatOnIntel(path, out var status) : LStat(path, out status);
        return result == 0 ? status.Owner : null;
    }

    [LibraryImport("libc", EntryPoint = "fstat")]
    private static partial int FStat(SafeFileHandle file, out FileStatus status);

    [LibraryImport("libc", EntryPoint = "fstat$INODE64")]
    private static partial int FStatOnIntel(SafeFileHandle file, out FileStatus status);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, out FileStatus status);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatOnIntel(string path, out FileStatus status);

    [LibraryImport("libc", EntryPoint = "lstat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LStat(string path, out FileStatus status);

    [LibraryImport("libc", EntryPoint = "lstat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LStatOnIntel(string path, out FileStatus status);
}
