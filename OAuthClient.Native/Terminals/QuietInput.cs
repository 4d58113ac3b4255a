using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace OAuthClient.Native.Terminals;

/// <summary>
/// The terminal without echo and without lines, until it is disposed. It becomes as it was before a signal stops or
/// ends the program, too.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class QuietInput : IDisposable
{
    private static readonly PosixSignal[] Leaving =
    [
        PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP,
    ];

    private readonly byte[] _before;
    private readonly byte[] _quiet;
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly Lock _lock = new();
    private bool _isOver;

    private QuietInput(byte[] before)
    {
        _before = before;
        _quiet = Termios.WithoutLines(before);
        foreach (var signal in Leaving)
            _signals.Add(PosixSignalRegistration.Create(signal, _ => Restore()));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTSTP, Suspend));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, Resume));
        AppDomain.CurrentDomain.ProcessExit += Leave;
        Quiet();
    }

    /// <returns>Null if the standard input is no terminal.</returns>
    public static QuietInput? Begin() => Termios.Read() is { } before ? new(before) : null;

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Leave;
        lock (_lock)
            _isOver = true;
        Restore();
        _signals.ForEach(signal => signal.Dispose());
    }

    // .NET does not stop the process any more once it handles the signal.
    private void Suspend(PosixSignalContext signal)
    {
        signal.Cancel = true;
        Restore();
        Termios.StopProcess();
    }

    // .NET would set the terminal back to what its console last knew.
    private void Resume(PosixSignalContext signal)
    {
        signal.Cancel = true;
        Quiet();
    }

    private void Leave(object? sender, EventArgs e) => Restore();

    private void Restore() => Termios.Write(_before);

    private void Quiet()
    {
        lock (_lock)
        {
            if (!_isOver)
                Termios.Write(_quiet);
        }
    }
}
