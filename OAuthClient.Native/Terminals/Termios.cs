using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace OAuthClient.Native.Terminals;

/// <summary>
/// The settings of a Unix terminal (termios), as bytes that are read and changed at the places where Linux and macOS
/// have the flags that matter.
/// </summary>
internal static partial class Termios
{
    private const int Size = 256;
    private const int Input = 0;
    private const int SetNow = 0;
    private const uint Echo = 8;
    private static readonly bool IsMac = OperatingSystem.IsMacOS();
    private static readonly int LocalFlags = IsMac ? 24 : 12;
    private static readonly int Minimum = IsMac ? 32 + 16 : 17 + 6;
    private static readonly int Time = IsMac ? 32 + 17 : 17 + 5;
    private static readonly uint Canonical = IsMac ? 0x100u : 2u;
    private static readonly uint EchoNewLine = IsMac ? 0x10u : 0x40u;

    /// <summary>Whether the places are known here. POWER has others.</summary>
    public static bool IsKnown { get; } =
        IsMac || (OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture != Architecture.Ppc64le);

    /// <summary>
    /// Whether this process may read the terminal now. One in the background would be stopped by the system.
    /// </summary>
    public static bool IsForeground => GetForegroundGroup(Input) == GetOwnGroup();

    /// <returns>The settings; null if the standard input is no terminal.</returns>
    public static byte[]? Read()
    {
        var settings = new byte[Size];
        return GetSettings(Input, settings) == 0 ? settings : null;
    }

    /// <summary>Settings in which keys come one by one, for lines of any length, and are not shown.</summary>
    public static byte[] WithoutLines(byte[] settings)
    {
        var changed = settings.ToArray();
        var flags = changed.AsSpan(LocalFlags);
        var value = BinaryPrimitives.ReadUInt32LittleEndian(flags) & ~(Canonical | Echo | EchoNewLine);
        BinaryPrimitives.WriteUInt32LittleEndian(flags, value);
        changed[Minimum] = 1;
        changed[Time] = 0;
        return changed;
    }

    public static void Write(byte[] settings) => _ = SetSettings(Input, SetNow, settings);

    /// <summary>Stops this process, as Ctrl-Z does, until the shell lets it go on.</summary>
    public static void StopProcess() => _ = Kill(Environment.ProcessId, IsMac ? 17 : 19);

    /// <summary>Waits for a byte of the standard input.</summary>
    /// <returns>Whether one came, or the input has ended.</returns>
    public static bool Wait(int milliseconds)
    {
        var wait = new Poll { Descriptor = Input, Wanted = 1 };
        return PollOne(ref wait, 1, milliseconds) > 0;
    }

    /// <returns>The number of bytes that were read: 1, or 0 at the end.</returns>
    public static nint ReadByte(byte[] buffer) => ReadInput(Input, buffer, 1);

    [StructLayout(LayoutKind.Sequential)]
    private struct Poll
    {
        public int Descriptor;
        public short Wanted;
        public short Found;
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    private static partial int GetSettings(int descriptor, [In, Out] byte[] settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    private static partial int SetSettings(int descriptor, int when, byte[] settings);

    [LibraryImport("libc", EntryPoint = "tcgetpgrp")]
    private static partial int GetForegroundGroup(int descriptor);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    private static partial int GetOwnGroup();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int PollOne(ref Poll polls, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint ReadInput(int descriptor, [In, Out] byte[] buffer, nuint count);
}
