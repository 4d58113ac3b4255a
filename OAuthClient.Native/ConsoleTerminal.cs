using OAuthClient.Native.Terminals;

namespace OAuthClient.Native;

/// <summary>The console: lines go to stderr, and a person pastes at stdin. Thread-safe.</summary>
/// <remarks>
/// It asks only where stdin is a terminal, and this process in the foreground. A pasted line may have any length; stars
/// stand for its first characters. A console that is closed, or none at all, is no error: nothing is shown then.
/// </remarks>
public sealed class ConsoleTerminal : INativeTerminal
{
    private const int UsualWidth = 80;
    private readonly TextWriter? _people;

    /// <summary>Creates the terminal.</summary>
    /// <param name="people">Where lines go; null for stderr. Any other writer is not taken for a terminal.</param>
    public ConsoleTerminal(TextWriter? people = null) => _people = people;

    /// <inheritdoc/>
    public bool CanShow => true;

    /// <inheritdoc/>
    public bool CanAsk => Columns is not null && HasInput();

    /// <inheritdoc/>
    public int? Columns
    {
        get
        {
            if ((_people is not null && !ReferenceEquals(_people, Console.Error)) || Console.IsErrorRedirected)
                return null;
            try
            {
                return Console.WindowWidth > 0 ? Console.WindowWidth : UsualWidth;
            }
            catch (Exception none) when (none is IOException or PlatformNotSupportedException)
            {
                return null;
            }
        }
    }

    /// <inheritdoc/>
    public void WriteLine(string line) => Write(line + Environment.NewLine);

    /// <inheritdoc/>
    public async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!HasInput())
            return null;
        return !OperatingSystem.IsWindows() && Termios.IsKnown
            ? await UnixLine.ReadAsync(Write, cancellationToken).ConfigureAwait(false)
            : await KeyLine.ReadAsync(Write, cancellationToken).ConfigureAwait(false);
    }

    private static bool HasInput() => !Console.IsInputRedirected && (!Termios.IsKnown || Termios.IsForeground);

    private void Write(string text)
    {
        try
        {
            (_people ?? Console.Error).Write(text);
        }
        // The console is closed.
        catch (Exception gone) when (gone is IOException or ObjectDisposedException) { }
    }
}
