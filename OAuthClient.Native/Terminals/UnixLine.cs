using System.Runtime.Versioning;
using System.Text;

namespace OAuthClient.Native.Terminals;

/// <summary>
/// Reads a line from a Unix terminal, byte by byte: what is typed behind the line stays with the system for the next
/// reader. The system's own line has 4,096 characters at most, which an address may exceed.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class UnixLine
{
    private const int PauseMilliseconds = 50;

    /// <returns>The line; null at the end of the input.</returns>
    public static async Task<string?> ReadAsync(Action<string> show, CancellationToken cancellationToken)
    {
        // The echo ends before the method returns: from then on a person may be invited to paste.
        using var quiet = QuietInput.Begin();
        if (quiet is null)
            return null;
        return await Task.Factory.StartNew(
            () => Read(show, cancellationToken),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).ConfigureAwait(false);
    }

    private static string? Read(Action<string> show, CancellationToken cancellationToken)
    {
        var editor = new LineEditor(show);
        try
        {
            return Read(editor, cancellationToken) ? editor.Text : null;
        }
        finally
        {
            if (editor.HasShown)
                show(Environment.NewLine);
        }
    }

    private static bool Read(LineEditor editor, CancellationToken cancellationToken)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var one = new byte[1];
        var keys = new char[2];
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Termios.Wait(PauseMilliseconds))
                continue;
            if (Termios.ReadByte(one) != 1)
                return false;
            var count = decoder.GetChars(one, 0, 1, keys, 0);
            foreach (var key in keys[..count])
            {
                if (editor.Press(key) is var state and not LineState.Typing)
                    return state == LineState.Done;
            }
        }
    }
}
