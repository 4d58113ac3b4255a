using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OAuthClient.Storage;

/// <summary>The owner of a file on Linux, by <c>statx</c>, whose layout is the same on every processor.</summary>
internal static partial class LinuxOwner
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint OwnerMask = 0x8;

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct FileStatus
    {
        [FieldOffset(0)]
        public uint Mask;

        [FieldOffset(20)]
        public uint Owner;
    }

    public static uint? OfFile(SafeFileHandle file) => OwnerOf(Ask(file, "", EmptyPath, OwnerMask, out var status), status);

    public static uint? OfPath(string path, bool followsLink)
    {
        var result = Ask(CurrentDirectory, path, followsLink ? 0 : NoFollow, OwnerMask, out var status);
        return OwnerOf(result, status);
    }

    private static uint? OwnerOf(int result, FileStatus status) =>
        result == 0 && (status.Mask & OwnerMask) != 0 ? status.Owner : null;

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Ask(SafeFileHandle file, string path, int flags, uint mask, out FileStatus status);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Ask(int directory, string path, int flags, uint mask, out FileStatus status);
}
