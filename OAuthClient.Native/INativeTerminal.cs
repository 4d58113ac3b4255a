namespace OAuthClient.Native;

/// <summary>Where a person sees what to do, and pastes an answer. Implementations are thread-safe.</summary>
/// <remarks>
/// A program with windows writes its own. <see cref="ConsoleTerminal"/> is the default; <see cref="SilentTerminal"/>
/// shows nothing.
/// </remarks>
public interface INativeTerminal
{
    /// <summary>Whether lines go anywhere.</summary>
    bool CanShow { get; }

    /// <summary>Whether a person can paste a line.</summary>
    bool CanAsk { get; }

    /// <summary>The width in characters of a fixed-width font.</summary>
    /// <value>Null where it is unknown, as in a file or a pipe. No QR code is drawn then.</value>
    int? Columns { get; }

    /// <summary>Shows a line. It has no control characters, and an address in it must not be broken.</summary>
    /// <param name="line">The line.</param>
    void WriteLine(string line);

    /// <summary>Reads the line that a person pastes. Called by one caller at a time.</summary>
    /// <remarks>
    /// The line holds a code, so it must not be shown in full. Keys that are pressed behind it are left for the next
    /// reader.
    /// </remarks>
    /// <param name="cancellationToken">Ends the reading, and leaves the terminal as it was.</param>
    /// <returns>The line; null when there will be no more.</returns>
    /// <exception cref="OperationCanceledException">The cancellation token was cancelled.</exception>
    ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken);
}
