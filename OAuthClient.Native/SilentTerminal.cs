namespace OAuthClient.Native;

/// <summary>
/// A terminal that shows nothing and asks for nothing, for a program with windows: its user sees the browser only.
/// </summary>
/// <remarks>Without a browser such a login is impossible, and ends at once.</remarks>
public sealed class SilentTerminal : INativeTerminal
{
    /// <inheritdoc/>
    public bool CanShow => false;

    /// <inheritdoc/>
    public bool CanAsk => false;

    /// <inheritdoc/>
    public int? Columns => null;

    /// <inheritdoc/>
    public void WriteLine(string line) { }

    /// <inheritdoc/>
    public ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken) => new((string?)null);
}
